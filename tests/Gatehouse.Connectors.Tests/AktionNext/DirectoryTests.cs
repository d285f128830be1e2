using System.Text.Json;
using Gatehouse.AccessEvents;
using Gatehouse.Credentials;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Person = Gatehouse.Simulators.AktionNext.Person;

namespace Gatehouse.Connectors.Tests.AktionNext;

public sealed class DirectoryTests : IAsyncLifetime
{
    private const string Structure = "Organization structure - Company ABC";

    private static readonly PageRequest All = new(1000);

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task The_connection_test_logs_in()
    {
        var report = await _vendor.DoAsync(FacilityOperations.Test, default);

        _vendor.Calls.ShouldBe(["POST login"]);
        report.ToString().ShouldContain("20 seconds");
    }

    [Fact]
    public async Task People_are_listed_read_and_filtered()
    {
        for (var number = 0; number < 1000; number++)
            _vendor.Data.People.Put(new Person($"x{number:D4}", "A", $"B{number}") { OrganizationStructure = Structure, Lock = number % 2 });

        var people = await _vendor.DoAsync(PeopleOperations.List, new PersonQuery(All));
        people.Items.Count.ShouldBe(1000);
        var rest = await _vendor.DoAsync(PeopleOperations.List, new PersonQuery(All with { Position = people.Next }));
        people.Items.Concat(rest.Items).Select(person => person.Id).ShouldBe(_vendor.Data.People.List().Select(person => person.PersonId));
        rest.Next.ShouldBeNull();

        var found = await _vendor.DoAsync(PeopleOperations.List, new PersonQuery(All) { Email = "PERSON3@abc.example" });
        var person = found.Items.ShouldHaveSingleItem();
        (person.Id, person.Name, person.Mobile, person.Active).ShouldBe(("10003", "Petr Dvořák", "+420600000002", true));
        (person.Organization!.Id, person.Organization.Name).ShouldBe((Structure + " - Workshop", "Workshop"));
        person.Fields["LoginName"].GetString().ShouldBe("login3");
        (await _vendor.DoAsync(PeopleOperations.Get, new ItemRequest("x0001"))).Active.ShouldBe(false);
        (await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(PeopleOperations.Get, new ItemRequest("no & one")))).Error.Kind
            .ShouldBe(VendorErrorKind.NotFound);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(7)]
    public async Task A_vendor_that_gives_smaller_pages_than_it_is_asked_for_is_read_to_its_end(int limit)
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { LargestPage = 5 });
        for (var number = 0; number < 40; number++)
            vendor.Data.People.Put(new Person($"x{number:D4}", "A", $"B{number}"));

        var ids = await PeopleAsync(vendor, limit, 200);

        ids.ShouldBe(vendor.Data.People.List().Select(person => person.PersonId));
    }

    [Theory]
    [InlineData(1000, 200)]
    [InlineData(1000, 30)]
    [InlineData(1000, 10)]
    [InlineData(7, 30)]
    [InlineData(30, 30)]
    public async Task A_vendor_that_does_not_page_is_read_once(int limit, int pageSize)
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { IgnoresPaging = true });
        for (var number = vendor.Data.People.Count; number < 30; number++)
            vendor.Data.People.Put(new Person($"x{number:D4}", "A", $"B{number}"));

        var ids = await PeopleAsync(vendor, limit, pageSize);

        ids.ShouldBe(vendor.Data.People.List().Select(person => person.PersonId));
    }

    [Fact]
    public async Task A_person_is_found_by_name()
    {
        (await FindAsync("petr dvorak")).Id.ShouldBe("10003");
        (await FindAsync("Jan Novák")).Id.ShouldBe("10001");
        (await FindAsync("%ovičová%")).ShouldBeNull();
        (await FindAsync("Novákovič")).Id.ShouldBe("10012");
        (await Should.ThrowAsync<VendorException>(() => FindAsync("nov"))).Error.Code.ShouldBe("person_ambiguous");

        async Task<Model.Person> FindAsync(string name)
        {
            try
            {
                return await _vendor.DoAsync(PeopleOperations.Find, new PersonFind { Name = name });
            }
            catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
            {
                return null!;
            }
        }
    }

    [Fact]
    public async Task A_person_is_created_with_an_id_of_the_hub_and_found_again()
    {
        var draft = new PersonDraft
        {
            FirstName = "Zoë",
            LastName = "Müller & co",
            Name = "Zoë Müller & co",
            Email = "zoe+x@abc.example",
            Phone = "+4201",
            Mobile = "+4202",
            Organization = new NamedReference { Id = Structure },
            Fields = new Dictionary<string, JsonElement>
            {
                ["EmployeePosition"] = JsonElement.Parse("\"Guard\""),
                ["IdentifierEntryCode"] = JsonElement.Parse("\"123456\""),
                ["IdentifierCard1"] = JsonElement.Parse("\"04FF\""),
            },
        };
        var handler = _vendor.Connector.Find(PeopleOperations.Create)!;
        var request = new PersonCreate(draft, "marker-1");
        handler.Check(_vendor.Context(), request).ShouldBeEmpty();
        (await handler.Search!(_vendor.Context(), request, null, CancellationToken.None)).ShouldBeNull();
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/AktionNEXT/API/person/create" });
        (await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(PeopleOperations.Create, request))).Error.EffectUnknown.ShouldBeTrue();

        var found = (await handler.Search!(_vendor.Context(), request, null, CancellationToken.None))!;
        var created = await _vendor.DoAsync(PeopleOperations.Create, request with { Marker = "marker-2" });

        (found.Id, created.Id).ShouldBe(("marker-1", "marker-2"));
        (created.FirstName, created.LastName, created.Email, created.Phone, created.Mobile).ShouldBe(
            (draft.FirstName, draft.LastName, draft.Email, draft.Phone, draft.Mobile));
        draft.Fields.ShouldAllBe(field => created.Fields[field.Key].GetString() == field.Value.GetString());
        (await _vendor.DoAsync(CredentialOperations.List, new CredentialQuery(Person: created.Id))).Select(credential => (credential.Kind, credential.Value))
            .ShouldBe([(CredentialKind.EntryCode, "123456"), (CredentialKind.Card, "04FF")]);
    }

    [Fact]
    public async Task What_aktion_cannot_take_of_a_person_is_named()
    {
        var check = _vendor.Connector.Find(PeopleOperations.Create)!.Check;
        var draft = new PersonDraft { FirstName = "A", LastName = new string('x', 101), Department = "IT", EmployeeNo = "1", Unit = "2", Active = false };

        check(_vendor.Context(), new PersonCreate(draft, "m")).Select(error => error.Pointer).ShouldBe(
            ["/organization/id", "/department", "/unit", "/employeeNo", "/active", "/lastName"], ignoreOrder: true);
        check(_vendor.Context(("edition", "cloud")), new PersonCreate(new PersonDraft { FirstName = "A", LastName = "B", Department = "IT" }, "m")).ShouldBeEmpty();
        var unknown = new PersonDraft { FirstName = "A", LastName = "B", Organization = new NamedReference { Id = "no such" } };
        (await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(PeopleOperations.Create, new PersonCreate(unknown, "m")))).Error.Kind
            .ShouldBe(VendorErrorKind.Invalid);
    }

    [Fact]
    public async Task The_organization_structure_is_listed_and_read()
    {
        var units = (await _vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(All), ("pageSize", 3))).Items;
        var unit = await _vendor.DoAsync(OrganizationOperations.Get, new ItemRequest(Structure + " - Office 123"), ("pageSize", 3));

        units.Count.ShouldBe(4);
        unit.Name.ShouldBe("Office 123");
        unit.Fields["ParentUnit"].GetString().ShouldBe(Structure);
        (await _vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(All) { Text = "work" })).Items.ShouldHaveSingleItem();
        (await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(OrganizationOperations.Get, new ItemRequest("x")))).Error.Kind
            .ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task The_codes_of_a_visit_are_listed_and_fetched_anew()
    {
        var stored = _vendor.Data.Visits.List()[0];

        var listed = await _vendor.DoAsync(CredentialOperations.List, new CredentialQuery(Visit: stored.Id.ToString()));
        var fetched = await _vendor.DoAsync(CredentialOperations.Refresh, new ItemRequest(stored.Id.ToString()));

        listed.Select(credential => credential.Value).ShouldBe([stored.EntryCode, stored.EntryCodeQr]);
        fetched.ShouldBe(listed);
        _vendor.Connector.Find(CredentialOperations.List)!.Check(_vendor.Context(), new CredentialQuery()).ShouldHaveSingleItem();
        _vendor.Connector.Find(CredentialOperations.Issue).ShouldBeNull();
    }

    [Theory]
    [InlineData(DateForm.Milliseconds)]
    [InlineData(DateForm.Iso)]
    public async Task Passages_are_listed_once_each_by_time_person_and_sensor(DateForm form)
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { DateForm = form });
        var start = vendor.Now;
        for (var number = 0; number < 7; number++)
        {
            vendor.Clock.Advance(TimeSpan.FromSeconds(10));
            vendor.Data.AddPassage("10001", "Car park", 1 + (number % 4));
        }

        var events = new List<AccessEvent>();
        string? position = null;
        do
        {
            var page = await vendor.DoAsync(AccessEventOperations.List, new AccessEventQuery(new PageRequest(2, position), start, vendor.Now));
            events.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null);

        // The last one lies on the end of the period, which is not in it.
        events.Count.ShouldBe(2 + 6);
        events.Select(passage => passage.Id).Distinct().Count().ShouldBe(8);
        events.Select(passage => passage.Time).ShouldBeInOrder();
        events.Skip(2).Select(passage => passage.Direction).ShouldBe(
            [AccessDirection.Entry, AccessDirection.Exit, AccessDirection.Exit, AccessDirection.Entry, AccessDirection.Entry, AccessDirection.Exit]);
        var whole = new AccessEventQuery(All, start, vendor.Now.AddSeconds(1));
        (await vendor.DoAsync(AccessEventOperations.List, whole)).Items.Take(8).Select(passage => passage.Id).ShouldBe(events.Select(passage => passage.Id));
        (await vendor.DoAsync(AccessEventOperations.List, whole with { Person = "10002" })).Items.ShouldHaveSingleItem().AccessPoint!.Id.ShouldBe("Car park");
        vendor.LastCall.Path.ShouldEndWith("getPassByPerson");
        (await vendor.DoAsync(AccessEventOperations.List, whole with { AccessPoint = "Main entrance" })).Items.ShouldHaveSingleItem().Person!.Id.ShouldBe("10001");
        (await vendor.DoAsync(AccessEventOperations.List, whole with { AccessPoint = "no such" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Codes_cards_and_documents_are_not_for_everybody()
    {
        _vendor.Connector.Sensitive.Credentials.ShouldContain("IdentifierEntryCodeQR");
        _vendor.Connector.Sensitive.Personal.ShouldContain("Visitor.DocNumber");
        var passage = (await _vendor.DoAsync(
            AccessEventOperations.List, new AccessEventQuery(All, _vendor.Now, _vendor.Now.AddSeconds(1)))).Items[0];
        passage.Fields.Keys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("getPath", "visit/get?x=")]
    [InlineData("getAllPath", "https://elsewhere.example/")]
    [InlineData("pageSize", 0)]
    [InlineData("applyLeadMinutes", -1)]
    public void A_wrong_setting_is_refused(string name, object value) =>
        Should.Throw<InvalidInputException>(() => _vendor.Context((name, value))).Errors[0].Pointer.ShouldBe($"/settings/{name}");

    [Theory]
    [InlineData("1:2:3")]
    [InlineData("1:2:ZZZZZZZZZZZZZZZZ")]
    [InlineData("x")]
    public async Task A_cursor_of_another_list_is_refused(string position) =>
        await Should.ThrowAsync<InvalidInputException>(() => _vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(1, position))));

    private static async Task<IReadOnlyList<string>> PeopleAsync(Installation vendor, int limit, int pageSize)
    {
        // More than the pages that are needed, and the one after them, would be a list without end.
        const int MostReads = 60;
        var ids = new List<string>();
        string? position = null;
        do
        {
            var query = new PersonQuery(new PageRequest(limit, position));
            var page = await vendor.DoAsync(PeopleOperations.List, query, ("pageSize", pageSize));
            ids.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
            vendor.Simulator.Host.Requests.List().Count.ShouldBeLessThan(MostReads);
        }
        while (position is not null);

        return ids;
    }
}
