using System.Text.Json;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Visit = Gatehouse.Model.Visit;

namespace Gatehouse.Connectors.Tests.AktionNext;

public sealed class VisitTests
{
    private static readonly (string, object)[] NoReads = [("getPath", ""), ("getAllPath", "")];

    [Theory]
    [InlineData(CreateAnswer.Base, "visit/get")]
    [InlineData(CreateAnswer.Visit, "")]
    public async Task A_created_visit_has_every_member_and_its_entry_codes(CreateAnswer answer, string getPath)
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { CreateAnswer = answer });
        var draft = vendor.Draft();

        var created = await vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "marker-1"), ("getPath", getPath));

        var stored = vendor.Data.Visits.Find(Guid.Parse(created.Id))!;
        created.Credentials.ShouldBe(
        [
            new Credential { Kind = CredentialKind.EntryCode, Value = stored.EntryCode },
            new Credential { Kind = CredentialKind.Qr, Value = stored.EntryCodeQr },
        ]);
        created.Status.ShouldBe(VisitStatus.Expected);
        Content(VisitDraft.Of(created)).ShouldBe(Content(draft));
        var read = await vendor.DoAsync(VisitOperations.Get, new ItemRequest(created.Id));
        read.Credentials.ShouldBe(created.Credentials);
        Content(VisitDraft.Of(read) with { Window = draft.Window }).ShouldBe(Content(draft));
        read.Host!.Name.ShouldBe("Eva Svobodová");
    }

    [Fact]
    public async Task A_batch_of_calls_uses_one_token_until_it_is_over()
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { TokenSeconds = 40 });
        await vendor.DoAsync(VisitOperations.Create, new VisitCreate(vendor.Draft(), "m"));
        vendor.Clock.Advance(TimeSpan.FromSeconds(30));
        await vendor.DoAsync(VisitOperations.Get, new ItemRequest(Installation.VisitOf(0)));
        vendor.Clock.Advance(TimeSpan.FromSeconds(10));
        await vendor.DoAsync(CredentialOperations.Refresh, new ItemRequest(Installation.VisitOf(0)));

        vendor.Calls.ShouldBe(
        [
            "POST login", "POST visit/create", "GET visit/getIdentifierEntryCode", "GET visit/get", "GET visit/get", "GET visit/getIdentifierEntryCode",
            "POST login", "GET visit/getIdentifierEntryCode",
        ]);
    }

    [Fact]
    public async Task The_same_marker_never_makes_a_second_visit()
    {
        await using var vendor = await Installation.StartAsync();
        var before = vendor.Data.Visits.Count;
        var request = new VisitCreate(vendor.Draft(), "marker-1");
        var search = vendor.Connector.Find(VisitOperations.Create)!.Search!;
        (await search(vendor.Context(), request, null, CancellationToken.None)).ShouldBeNull();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/AktionNEXT/API/visit/create" });

        var lost = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Create, request));
        var found = await search(vendor.Context(), request, null, CancellationToken.None);
        var foundBlind = await search(vendor.Context(NoReads), request, null, CancellationToken.None);
        await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Create, request));

        lost.Error.EffectUnknown.ShouldBeTrue();
        (found!.Id, found.Credentials.Count).ShouldBe((foundBlind!.Id, 2));
        vendor.Data.Visits.Count.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_visit_whose_codes_could_not_be_read_is_made_all_the_same()
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Data.Refuse(new Refusal(1537, "visit/getIdentifierEntryCode"));
        (await vendor.DoAsync(VisitOperations.Create, new VisitCreate(vendor.Draft(), "m"))).Credentials.ShouldBeEmpty();

        vendor.Data.ClearRefusals();
        vendor.Data.Refuse(new Refusal(1008, "visit/getIdentifierEntryCode"));
        var failure = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Create, new VisitCreate(vendor.Draft(), "n")));
        (failure.Error.Kind, failure.Error.EffectUnknown).ShouldBe((VendorErrorKind.RateLimited, true));
    }

    [Fact]
    public async Task With_a_path_a_visit_is_planned_for_its_date()
    {
        await using var vendor = await Installation.StartAsync();
        var from = new DateTimeOffset(2026, 6, 20, 7, 0, 0, TimeSpan.Zero);
        var draft = vendor.Draft() with { Escort = null, Window = new TimeWindow { From = from, To = from.AddHours(1) } };
        (string, object) path = ("schedulePath", "/visit/schedule");
        vendor.Connector.Find(VisitOperations.Create)!.Check(vendor.Context(path), new VisitCreate(draft, "m")).ShouldBeEmpty();

        var planned = await vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m"), path);

        var stored = vendor.Data.Visits.Find(Guid.Parse(planned.Id))!;
        (stored.IsPlanned, stored.ValidFrom, stored.State).ShouldBe((true, from, VisitStates.Planned));
        planned.Credentials.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(VisitStates.New, VisitStatus.Expected, null)]
    [InlineData(VisitStates.Planned, VisitStatus.Expected, null)]
    [InlineData(VisitStates.Verified, VisitStatus.Expected, null)]
    [InlineData(VisitStates.NotValidActivity, VisitStatus.Denied, "not_valid_activity")]
    [InlineData(VisitStates.NotConfirmedByEscort, VisitStatus.Expected, "awaiting_escort")]
    [InlineData(VisitStates.AllValid, VisitStatus.Expected, null)]
    [InlineData(VisitStates.InArea, VisitStatus.Arrived, null)]
    [InlineData(VisitStates.Left, VisitStatus.Departed, null)]
    [InlineData(VisitStates.Rejected, VisitStatus.Denied, "rejected")]
    [InlineData(42, VisitStatus.Unknown, "state_42")]
    public async Task A_state_is_a_status(int state, VisitStatus status, string? detail)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Data.SetState(Guid.Parse(Installation.VisitOf(0)), state);

        var visit = await vendor.DoAsync(VisitOperations.Get, new ItemRequest(Installation.VisitOf(0)));

        (visit.Status, visit.StatusDetail).ShouldBe((status, detail));
    }

    [Theory]
    [InlineData(DateForm.Milliseconds)]
    [InlineData(DateForm.Iso)]
    public async Task Visits_are_listed_with_their_states_in_both_date_forms(DateForm form)
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { DateForm = form });

        var all = await ListAsync(vendor, new VisitQuery(new PageRequest(1000)));

        all.Select(visit => visit.Id).ShouldBe(vendor.Data.Visits.List().Select(visit => visit.Id.ToString()), ignoreOrder: true);
        var planned = all.Single(visit => visit.Id == Installation.VisitOf(VisitStates.Planned));
        planned.Window!.From.ShouldBe(vendor.Now.AddHours(2));
        (planned.Visitor.Name, planned.Host!.Id, planned.Host.Name).ShouldBe(("Visitor1 Hostů", "10002", "Eva Svobodová"));
        all.Count(visit => visit.Status == VisitStatus.Arrived).ShouldBe(1);
        (await ListAsync(vendor, new VisitQuery(new PageRequest(1000)) { Status = VisitStatus.Arrived }))
            .ShouldHaveSingleItem().Id.ShouldBe(Installation.VisitOf(VisitStates.InArea));
        (await ListAsync(vendor, new VisitQuery(new PageRequest(1000)) { Host = "10001" })).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_list_is_paged_over_the_vendor_s_pages()
    {
        await using var vendor = await Installation.StartAsync();
        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(4, position)), ("pageSize", 3));
            page.Items.Count.ShouldBeLessThanOrEqualTo(4);
            ids.AddRange(page.Items.Select(visit => visit.Id));
            position = page.Next;
        }
        while (position is not null);

        ids.ShouldBe(vendor.Data.Visits.List().Select(visit => visit.Id.ToString()));
    }

    [Fact]
    public async Task What_has_no_path_is_unavailable_with_the_reason()
    {
        await using var vendor = await Installation.StartAsync();
        var context = vendor.Context(NoReads);

        vendor.Connector.Find(VisitOperations.List)!.Unavailable(context)!.ShouldContain("getAllPath");
        vendor.Connector.Find(VisitOperations.Get)!.Unavailable(context)!.ShouldContain("getPath");
        vendor.Connector.Find(VisitOperations.Create)!.Unavailable(context).ShouldBeNull();
        vendor.Connector.Find(VisitOperations.Update).ShouldBeNull();
        vendor.Connector.Find(VisitOperations.Delete).ShouldBeNull();
    }

    [Fact]
    public async Task What_aktion_cannot_take_is_named_before_it_is_called()
    {
        await using var vendor = await Installation.StartAsync();
        var check = vendor.Connector.Find(VisitOperations.Create)!.Check;
        var draft = vendor.Draft();
        check(vendor.Context(), new VisitCreate(draft, "m")).ShouldBeEmpty();
        check(vendor.Context(), new VisitCreate(draft with { Purpose = new string('x', 4000) }, "m")).ShouldBeEmpty();

        var wrong = draft with
        {
            Purpose = new string('x', 4001),
            Notes = "n",
            PartySize = 2,
            Vehicle = new Vehicle { Color = "red" },
            Window = new TimeWindow { From = vendor.Now.AddMinutes(16) },
            Fields = new Dictionary<string, JsonElement> { ["Other.X"] = JsonElement.Parse("1"), ["Visitor.Name"] = JsonElement.Parse("1") },
        };
        check(vendor.Context(), new VisitCreate(wrong, "m")).Select(error => error.Pointer).ShouldBe(
            ["/purpose", "/window/from", "/vehicle/color", "/partySize", "/notes", "/fields/Other.X", "/fields/Visitor.Name"], ignoreOrder: true);
        vendor.Connector.Find(VisitOperations.End)!
            .Check(vendor.Context(), new VisitEnd(new Visit { Id = "x", Facility = "hq", Visitor = new Visitor() }, vendor.Now, new string('x', 4001)))
            .ShouldHaveSingleItem().Pointer.ShouldBe("/reason");
        vendor.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Names_of_undocumented_members_are_settings()
    {
        await using var vendor = await Installation.StartAsync();
        var names = new Dictionary<string, string> { ["visitor.company"] = "Company", ["visitor.mobile"] = "" };

        var created = await vendor.DoAsync(VisitOperations.Create, new VisitCreate(vendor.Draft(), "m"), ("members", names));

        var stored = vendor.Data.Visits.Find(Guid.Parse(created.Id))!.Visitor;
        stored.TryGetProperty("Company", out _).ShouldBeTrue();
        stored.TryGetProperty("Firm", out _).ShouldBeFalse();
        stored.TryGetProperty("MobilPhoneNumber", out _).ShouldBeFalse();
        created.Visitor.Company.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_host_that_aktion_does_not_know_is_an_invalid_visit()
    {
        await using var vendor = await Installation.StartAsync();
        var draft = vendor.Draft() with { Host = new HostReference { Id = "1" } };

        var failure = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m")));

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.Invalid, "1100"));
    }

    private static async Task<IReadOnlyList<Visit>> ListAsync(Installation vendor, VisitQuery query) =>
        (await vendor.DoAsync(VisitOperations.List, query)).Items;

    // The vendor answers host and escort with names.
    private static string Content(VisitDraft draft) => JsonSerializer.Serialize(draft with
    {
        Host = draft.Host! with { Name = null },
        Escort = draft.Escort! with { Name = null },
        Organization = draft.Organization! with { Name = null },
        Fields = draft.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToDictionary(),
    });
}
