using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class OperationTests : IAsyncLifetime
{
    private static readonly PageRequest All = new(1000);

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData("form")]
    [InlineData("query")]
    [InlineData("json")]
    public async Task Every_member_of_a_visit_survives_a_round_trip_in_every_encoding(string encoding)
    {
        var draft = Drafts.Full(_vendor.Customer.Hosts.List()[0].Id);

        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m-1"), ("encoding", encoding));
        var read = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(created.Id), ("encoding", encoding));

        foreach (var visit in new[] { created, read })
        {
            var known = VisitDraft.Of(visit);
            visit.Credentials.Select(credential => credential.Kind).ShouldBe([CredentialKind.Qr, CredentialKind.Pin]);
            known = known with
            {
                Host = known.Host! with { Name = null },
                Fields = draft.Fields.Keys.ToDictionary(name => name, name => known.Fields[name]),
            };
            Drafts.Content(known).ShouldBe(Drafts.Content(draft));
            visit.Fields.Keys.ShouldNotContain("Field10");
        }

        _vendor.Customer.Visits.Find(int.Parse(created.Id))!.Field10.ShouldBe("m-1");
    }

    [Theory]
    [InlineData("form", "application/x-www-form-urlencoded", false)]
    [InlineData("query", null, true)]
    [InlineData("json", "application/json", false)]
    public async Task A_write_carries_its_parameters_where_the_setting_says(string encoding, string? contentType, bool inQuery)
    {
        await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Customer.Hosts.List()[0].Id), "m"), ("encoding", encoding));

        var call = _vendor.LastCall;
        (call.Method, call.Path, call.Status).ShouldBe(("POST", "/api/Visits/CreateVisit", 200));
        (call.ContentType?.Split(';')[0]).ShouldBe(contentType);
        var values = inQuery ? call.Query : call.Form;
        values.Keys.Order().ShouldBe(["Visit", "customerId", "customerKey"], ignoreOrder: true);
        values["customerId"].ShouldBe("7");
        values["Visit"].ShouldContain("\"DateVisit\":\"2026-06-16 09:00\"");
        (inQuery ? call.Form : call.Query).ShouldBeEmpty();
    }

    [Fact]
    public async Task Visits_are_changed_ended_and_deleted()
    {
        var host = _vendor.Customer.Hosts.List()[0].Id;
        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Full(host), "m"));

        var changed = await _vendor.DoAsync(
            VisitOperations.Update, new VisitUpdate(created, VisitDraft.Of(created) with { Notes = null, Place = "Roof" }));
        _vendor.LastCall.Method.ShouldBe("PUT");
        (changed.Notes, changed.Place, changed.Purpose).ShouldBe((null, "Roof", created.Purpose));
        changed.Fields.Count.ShouldBe(created.Fields.Count);
        _vendor.Customer.Visits.Find(int.Parse(created.Id))!.Field10.ShouldBe("m");

        var ended = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(changed, Drafts.From.AddMinutes(30).AddSeconds(59), "done"));
        ended.Window.ShouldBe(new TimeWindow { From = Drafts.From, To = Drafts.From.AddMinutes(30) });
        var later = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(ended, Drafts.From.AddHours(9), null));
        later.Window.ShouldBe(ended.Window);

        await _vendor.DoAsync(VisitOperations.Delete, new ItemRequest(created.Id));
        (_vendor.LastCall.Method, _vendor.LastCall.Form["Id"]).ShouldBe(("DELETE", created.Id));
        var gone = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Get, new ItemRequest(created.Id)));
        gone.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Theory]
    [InlineData("1.2", "GET Visits/GetVisitById")]
    [InlineData("1.1", "GET Visits/GetVisits")]
    public async Task A_visit_is_read_as_the_version_allows(string version, string call)
    {
        var id = _vendor.Customer.Visits.List()[3].Id;

        var visit = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest($"{id}"), ("apiVersion", version));

        visit.Status.ShouldBe(VisitStatus.Arrived);
        _vendor.Calls.ShouldBe([call]);
    }

    [Fact]
    public async Task Visits_are_listed_by_the_call_that_fits_the_query()
    {
        var visits = _vendor.Customer.Visits.List();
        var (host, company) = (visits[0].Host, _vendor.Customer.Companies.List()[0].Id);
        var hosts = _vendor.Customer.Hosts.List(person => person.CompanyId == company).Select(person => person.Id).ToHashSet();

        (await ListAsync(new VisitQuery(All))).ShouldBe(visits.Select(visit => visit.Id));
        (await ListAsync(new VisitQuery(All) { Host = $"{host}" })).ShouldBe([visits[0].Id]);
        (await ListAsync(new VisitQuery(All) { Organization = $"{company}" }))
            .ShouldBe(visits.Where(visit => hosts.Contains(visit.Host)).Select(visit => visit.Id));
        (await ListAsync(new VisitQuery(All) { From = new(2026, 6, 21, 0, 0, 0, TimeSpan.Zero) })).ShouldBe([visits[7].Id]);
        (await ListAsync(new VisitQuery(All) { To = new(2026, 6, 15, 0, 0, 0, TimeSpan.Zero) })).ShouldBe([visits[0].Id]);
        (await ListAsync(new VisitQuery(All) { Status = VisitStatus.Departed })).ShouldBe([visits[1].Id]);
        (await ListAsync(new VisitQuery(All) { Text = "zoë" })).ShouldBe([visits[6].Id]);

        _vendor.Calls.Distinct().ShouldBe(
        [
            "GET Visits/GetVisits", "GET Visits/GetVisitsByHost", "GET Hosts/GetHosts", "GET Visits/GetVisitsByDate",
        ]);

        async Task<IEnumerable<int>> ListAsync(VisitQuery query) =>
            (await _vendor.DoAsync(VisitOperations.List, query)).Items.Select(visit => int.Parse(visit.Id));
    }

    [Fact]
    public async Task Hosts_are_created_read_changed_and_deleted()
    {
        var draft = Drafts.Person(_vendor.Customer.Companies.List()[1].Id);

        var created = await _vendor.DoAsync(PeopleOperations.Create, new PersonCreate(draft with { Password = "peace-out123" }, "m"));
        Drafts.Content(WithoutGuid(created)).ShouldBe(Drafts.Content(draft));
        _vendor.Customer.Hosts.Find(int.Parse(created.Id))!.WebPassword.ShouldBe("peace-out123");

        var found = await _vendor.DoAsync(PeopleOperations.Find, new PersonFind { Guid = created.Fields["EmployeeGuid"].GetString() });
        found.Id.ShouldBe(created.Id);

        var changed = await _vendor.DoAsync(
            PeopleOperations.Update, new PersonUpdate(found, PersonDraft.Of(found) with { Phone = null, Department = "Sales" }));
        (changed.Phone, changed.Department, changed.Mobile).ShouldBe((null, "Sales", "+4670"));
        _vendor.LastCall.Form["Host"].ShouldNotContain("WebPassword");

        await _vendor.DoAsync(PeopleOperations.Deactivate, new ItemRequest(created.Id));
        (await _vendor.DoAsync(PeopleOperations.Get, new ItemRequest(created.Id))).Active.ShouldBe(false);
        await _vendor.DoAsync(PeopleOperations.Activate, new ItemRequest(created.Id));
        (await _vendor.DoAsync(PeopleOperations.Get, new ItemRequest(created.Id))).Active.ShouldBe(true);
        await _vendor.DoAsync(PeopleOperations.Delete, new ItemRequest(created.Id));

        _vendor.LastCall.Form["hostId"].ShouldBe(created.Id);
        _vendor.Calls.ShouldBe(
        [
            "POST Hosts/CreateHost", "GET Hosts/GetHostByGuid", "PUT Hosts/UpdateHost", "PUT Hosts/DeactivateHost", "GET Hosts/GetHost",
            "PUT Hosts/ActivateHost", "GET Hosts/GetHost", "DELETE Hosts/DeleteHost",
        ]);

        static PersonDraft WithoutGuid(Person person) => PersonDraft.Of(person) with
        {
            Fields = person.Fields.Where(field => field.Key != "EmployeeGuid").ToDictionary(field => field.Key, field => field.Value),
        };
    }

    [Fact]
    public async Task Companies_are_created_read_changed_and_deleted()
    {
        var created = await _vendor.DoAsync(OrganizationOperations.Create, new OrganizationCreate(Drafts.Organization, "m"));
        Drafts.Content(OrganizationDraft.Of(created)).ShouldBe(Drafts.Content(Drafts.Organization));
        created.RegisteredAt.ShouldBe(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.FromHours(2)));

        var changed = await _vendor.DoAsync(
            OrganizationOperations.Update, new OrganizationUpdate(created, OrganizationDraft.Of(created) with { Notes = null, AutoCheckOutMinutes = 45 }));
        (changed.Notes, changed.AutoCheckOutMinutes, changed.VatNumber).ShouldBe((null, 45, "SE0704588"));
        (await _vendor.DoAsync(OrganizationOperations.Get, new ItemRequest(created.Id))).Address.ShouldBe(Drafts.Organization.Address);
        (await _vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(All) { Text = "web api" })).Items.Select(item => item.Id)
            .ShouldBe([created.Id]);
        await _vendor.DoAsync(OrganizationOperations.Delete, new ItemRequest(created.Id));

        _vendor.LastCall.Form["id"].ShouldBe(created.Id);
        _vendor.Calls.ShouldBe(
        [
            "POST Companies/CreateCompany", "PUT Companies/UpdateCompany", "GET Companies/GetCompanies", "GET Companies/GetCompanies",
            "DELETE Companies/DeleteCompany",
        ]);
    }

    [Fact]
    public async Task The_connection_test_counts_the_companies()
    {
        var report = await _vendor.DoAsync(FacilityOperations.Test, default);

        report.Detail.ShouldContain("3 companies");
        report.Detail.ShouldNotContain(Installation.Key);
    }

    [Fact]
    public async Task People_of_all_companies_are_paged_to_the_end()
    {
        foreach (var company in _vendor.Customer.Companies.List())
        {
            for (var number = 0; number < 450; number++)
                _vendor.Customer.AddHost(new Simulators.CavVisit.Host { Name = $"Host {number}", Active = number % 2 == 0, CompanyId = company.Id });
        }

        var expected = _vendor.Customer.Hosts.List(host => host.Active).OrderBy(host => host.CompanyId).ThenBy(host => host.Id).Select(host => $"{host.Id}");
        var seen = new List<string>();
        string? position = null;
        do
        {
            var page = await _vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(100, position)) { Active = true });
            page.Items.Count.ShouldBeLessThanOrEqualTo(100);
            seen.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
        }
        while (position is not null);

        seen.ShouldBe(expected);
    }

    [Fact]
    public async Task Visits_are_paged_by_id()
    {
        var first = await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(5)));
        var second = await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(5, first.Next)));

        first.Items.Concat(second.Items).Select(visit => int.Parse(visit.Id)).ShouldBe(_vendor.Customer.Visits.List().Select(visit => visit.Id));
        second.Next.ShouldBeNull();
    }
}
