using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

public sealed class PeopleTests : IAsyncLifetime
{
    private static readonly PageRequest All = new(1000);

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task A_resident_is_a_person()
    {
        var resident = _vendor.Resident;

        var person = await _vendor.DoAsync(PeopleOperations.Get, new ItemRequest($"{resident.Id}"));

        (person.Id, person.Facility, person.Kind).ShouldBe(($"{resident.Id}", "park", PersonKind.Resident));
        (person.FirstName, person.LastName, person.Name).ShouldBe(("Óscar", "Yáñez", "Óscar Yáñez"));
        (person.Email, person.Phone, person.Unit).ShouldBe((resident.Email, resident.Phone, resident.Number));
        person.Address!.Street.ShouldBe(resident.Address);
        person.Organization!.Id.ShouldBe($"{resident.CommunityId}");
        person.Fields.Keys.ShouldBe(["userId", "communityIds", "createdAt"], ignoreOrder: true);
        var missing = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(PeopleOperations.Get, new ItemRequest($"{Guid.NewGuid()}")));
        missing.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task Residents_are_listed_over_the_vendor_s_pages()
    {
        for (var number = 0; number < 250; number++)
            _vendor.Simulator.Data.AddResident(new Resident { FullName = $"Resident {number}", Address = "A" });

        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await _vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(90, position)));
            ids.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
        }
        while (position is not null);

        ids.ShouldBe(_vendor.Simulator.Data.Residents.List().Select(resident => $"{resident.Id}"));
        (await ListAsync(new PersonQuery(All) { Email = "RESIDENT2@habitat.example" })).ShouldBe(["Mateo Ríos"]);
        (await ListAsync(new PersonQuery(All) { Phone = "+52 5555 5501 03" })).ShouldBe(["Sofía Navarro"]);
        (await ListAsync(new PersonQuery(All) { Text = "cruz" })).ShouldBe(["Valentina Cruz"]);
    }

    [Fact]
    public async Task Residents_are_listed_to_the_last_where_pages_are_smaller_than_they_were_asked_to_be()
    {
        await using var vendor = await Installation.StartAsync(new HappyHabitatAssumptions { LargestPage = 50 });
        for (var number = 0; number < 250; number++)
            vendor.Simulator.Data.AddResident(new Resident { FullName = $"Resident {number}", Address = "A" });

        var page = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(PageRequest.MaximumLimit)));

        page.Next.ShouldBeNull();
        page.Items.Select(person => person.Id).ShouldBe(vendor.Simulator.Data.Residents.List().Select(resident => $"{resident.Id}"));
    }

    [Fact]
    public async Task Communities_are_organizations_of_the_query_or_of_the_setting()
    {
        var communities = _vendor.Simulator.Data.Residents.List().Select(resident => resident.CommunityId!.Value).Distinct().ToList();

        (await ListAsync(new PersonQuery(All) { Organization = $"{communities[1]}" })).Count.ShouldBe(6);
        _vendor.LastCall.Path.ShouldBe($"/api/residents/community/{communities[1]}");
        (await ListAsync(new PersonQuery(All) { Organization = "220" })).ShouldBeEmpty();
        (await ListAsync(new PersonQuery(All), ("communities", communities))).Count.ShouldBe(12);
        _vendor.LastCall.Path.ShouldBe("/api/residents/by-communities");
        (await ListAsync(new PersonQuery(All), ("communities", new[] { communities[0] }))).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_resident_is_found_by_the_whole_name_before_a_part_of_it()
    {
        _vendor.Simulator.Data.AddResident(new Resident { FullName = "Cruz", Address = "A" });

        (await _vendor.DoAsync(PeopleOperations.Find, new PersonFind { Name = "cruz" })).Name.ShouldBe("Cruz");
        (await _vendor.DoAsync(PeopleOperations.Find, new PersonFind { Name = "valen" })).Name.ShouldBe("Valentina Cruz");
        var missing = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(PeopleOperations.Find, new PersonFind { Name = "Nobody" }));
        missing.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task The_connection_test_is_a_login()
    {
        (await _vendor.DoAsync(FacilityOperations.Test, default(Unit))).Detail.ShouldContain("hub");
        _vendor.Calls.ShouldBe(["POST auth/login"]);
        _vendor.SpoilPassword();
        var failure = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(FacilityOperations.Test, default(Unit)));
        failure.Error.Kind.ShouldBe(VendorErrorKind.Unauthenticated);
    }

    [Fact]
    public async Task An_account_without_the_role_sees_visits_and_no_residents()
    {
        var failure = await Should.ThrowAsync<VendorException>(() => ListAsync(new PersonQuery(All), ("username", "guard")));

        (failure.Error.Kind, failure.Error.Message).ShouldBe((VendorErrorKind.Forbidden, failure.Error.Message));
        failure.Error.Message.ShouldContain("ADMIN_COMPANY");
    }

    private async Task<IReadOnlyList<string?>> ListAsync(PersonQuery query, params (string Name, object Value)[] settings) =>
        [.. (await _vendor.DoAsync(PeopleOperations.List, query, settings)).Items.Select(person => person.Name)];
}
