using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Simulators.HappyHabitat;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

public sealed class VisitTests : IAsyncLifetime
{
    private static readonly PageRequest All = new(1000);

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData("offset", "2026-06-16T09:00:00-06:00")]
    [InlineData("utc", "2026-06-16T15:00:00Z")]
    [InlineData("local", "2026-06-16T09:00:00")]
    public async Task Every_member_of_a_visit_survives_a_round_trip_in_every_date_format(string format, string written)
    {
        var draft = Drafts.Visit(_vendor.Resident);

        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m"), ("dateFormat", format));
        var read = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(created.Id), ("dateFormat", format));

        foreach (var visit in new[] { created, read })
        {
            (visit.Status, visit.ArrivedAt, visit.DepartedAt).ShouldBe((VisitStatus.Expected, null, null));
            visit.Host!.Name.ShouldBe(_vendor.Resident.FullName);
            visit.CreatedAt.ShouldBe(_vendor.Clock.GetUtcNow());
            visit.Window.ShouldBe(new TimeWindow { From = Drafts.From });
            var known = VisitDraft.Of(visit) with { Host = visit.Host with { Name = null }, Window = draft.Window };
            Content(known).ShouldBe(Content(draft));
        }

        var stored = _vendor.Simulator.Data.Visits.Find(Guid.Parse(created.Id))!;
        (stored.ArrivalDate, stored.DepartureDate, stored.TotalPeople).ShouldBe((written, null, 3));
    }

    [Fact]
    public async Task An_update_keeps_what_it_does_not_change_as_the_vendor_wrote_it()
    {
        var held = _vendor.Simulator.Data.AddVisit(new ResidentVisit
        {
            ResidentId = _vendor.Resident.Id,
            VisitorName = "Ada Lovelace",
            TotalPeople = 2,
            VehicleColor = "Red",
            LicensePlate = "AL-1815",
            Subject = "Tea",
            ArrivalDate = "2026-06-15 01:30",
            DepartureDate = "gone",
        });
        var current = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest($"{held.Id}"));

        var changed = await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(current, VisitDraft.Of(current) with { Purpose = "Cake", Vehicle = new Vehicle { Plate = "B" } }));

        (changed.Purpose, changed.Vehicle, changed.Status).ShouldBe(("Cake", new Vehicle { Plate = "B" }, VisitStatus.Departed));
        _vendor.Simulator.Data.Visits.Find(held.Id).ShouldBe(held with { Subject = "Cake", VehicleColor = null, LicensePlate = "B", ResidentName = _vendor.Resident.FullName });

        var moved = await _vendor.DoAsync(
            VisitOperations.Update, new VisitUpdate(changed, VisitDraft.Of(changed) with { Window = new TimeWindow { From = Drafts.From } }));
        moved.Window!.From.ShouldBe(Drafts.From);
        _vendor.Simulator.Data.Visits.Find(held.Id)!.DepartureDate.ShouldBe("gone");
    }

    [Fact]
    public async Task A_visit_arrives_by_its_arrival_date_and_ends_by_its_departure_date()
    {
        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Resident), "m"));
        var now = _vendor.Clock.GetUtcNow();

        var arrived = await _vendor.DoAsync(VisitOperations.Arrive, new VisitArrive(created, now));
        (arrived.Status, arrived.ArrivedAt).ShouldBe((VisitStatus.Arrived, now));

        _vendor.Clock.Advance(TimeSpan.FromMinutes(10));
        var left = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(arrived, now.AddMinutes(10), "done"));
        (left.Status, left.DepartedAt).ShouldBe((VisitStatus.Departed, now.AddMinutes(10)));
        (left.Vehicle, left.PartySize, left.Purpose).ShouldBe((created.Vehicle, created.PartySize, created.Purpose));

        var again = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(left, now.AddHours(5), null));
        again.DepartedAt.ShouldBe(now.AddMinutes(10));
        var failure = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Arrive, new VisitArrive(left, now)));
        failure.Error.Kind.ShouldBe(VendorErrorKind.Conflict);
    }

    [Fact]
    public async Task A_visit_that_is_ended_before_it_began_is_cancelled_and_a_walk_in_has_arrived()
    {
        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Resident), "m"));
        var ended = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(created, _vendor.Clock.GetUtcNow(), null));
        (ended.Status, ended.DepartedAt).ShouldBe((VisitStatus.Cancelled, null));

        var walkIn = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Resident), "n", _vendor.Clock.GetUtcNow()));
        (walkIn.Status, walkIn.ArrivedAt).ShouldBe((VisitStatus.Arrived, _vendor.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData("2026-06-15T01:00:00", null, VisitStatus.Arrived)]
    [InlineData("2026-06-15T03:00", null, VisitStatus.Expected)]
    [InlineData("2026-06-15T07:59:59.5Z", null, VisitStatus.Arrived)]
    [InlineData("2026-06-15", "2026-06-15T08:00:00Z", VisitStatus.Departed)]
    [InlineData("2026-06-15", "in the evening", VisitStatus.Departed)]
    [InlineData("tomorrow", null, VisitStatus.Unknown)]
    [InlineData("0001-01-01T00:00:00", null, VisitStatus.Unknown)]
    public async Task The_status_is_read_from_free_texts(string arrival, string? departure, VisitStatus status)
    {
        var visit = _vendor.Simulator.Data.AddVisit(new ResidentVisit
        {
            ResidentId = _vendor.Resident.Id,
            VisitorName = "A",
            TotalPeople = 1,
            Subject = "S",
            ArrivalDate = arrival,
            DepartureDate = departure,
        });

        var read = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest($"{visit.Id}"));

        read.Status.ShouldBe(status);
        read.StatusDetail.ShouldBe(status == VisitStatus.Unknown ? "arrival_not_understood" : null);
    }

    [Fact]
    public async Task Visits_are_listed_by_resident_or_all_and_filtered_by_the_rest()
    {
        var visits = _vendor.Simulator.Data.ActiveVisits;
        var community = _vendor.Simulator.Data.Residents.Find(visits[0].ResidentId)!.CommunityId!.Value;

        (await ListAsync(new VisitQuery(All))).ShouldBe(visits.Select(visit => $"{visit.Id}"));
        (await ListAsync(new VisitQuery(All) { Host = $"{visits[1].ResidentId}".ToUpperInvariant() })).ShouldBe([$"{visits[1].Id}"]);
        (await ListAsync(new VisitQuery(All) { Host = "1505" })).ShouldBeEmpty();
        (await ListAsync(new VisitQuery(All) { Organization = $"{community}" })).ShouldBe([.. visits.Where((_, index) => index % 2 == 0).Select(visit => $"{visit.Id}")]);
        (await ListAsync(new VisitQuery(All) { From = _vendor.Clock.GetUtcNow() })).ShouldBe(visits.Skip(2).Select(visit => $"{visit.Id}"));
        (await ListAsync(new VisitQuery(All) { To = _vendor.Clock.GetUtcNow().AddHours(-2) })).ShouldBe(visits.Take(2).Select(visit => $"{visit.Id}"));
        (await ListAsync(new VisitQuery(All) { Status = VisitStatus.Arrived })).ShouldBe([$"{visits[2].Id}", $"{visits[3].Id}"]);
        (await ListAsync(new VisitQuery(All) { Text = "zoë" })).ShouldBe([$"{visits[6].Id}"]);

        _vendor.Calls.Distinct().ShouldBe(
            ["POST auth/login", "GET residentvisits", $"GET residentvisits/resident/{visits[1].ResidentId}", $"GET residents/community/{community}"]);
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var ids = new List<string>();
        string? position = null;
        do
        {
            var page = await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(3, position)));
            ids.AddRange(page.Items.Select(visit => visit.Id));
            position = page.Next;
        }
        while (position is not null);

        ids.ShouldBe(_vendor.Simulator.Data.ActiveVisits.Select(visit => $"{visit.Id}"));
    }

    [Fact]
    public async Task A_deleted_visit_is_gone_and_stays_so_when_it_is_deleted_again()
    {
        var id = $"{_vendor.Simulator.Data.ActiveVisits[0].Id}";

        await _vendor.DoAsync(VisitOperations.Delete, new ItemRequest(id));
        await _vendor.DoAsync(VisitOperations.Delete, new ItemRequest(id));

        foreach (var missing in new[] { id, $"{Guid.NewGuid()}", "1505" })
        {
            var failure = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Get, new ItemRequest(missing)));
            failure.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        }
    }

    [Fact]
    public async Task A_group_is_one_visit_of_all_its_names()
    {
        var draft = Drafts.Visit(_vendor.Resident, "x") with { PartySize = null };
        var request = new VisitGroupCreate(
            [draft with { Visitor = new Visitor { Name = "Ada Lovelace" } }, draft with { Visitor = new Visitor { Name = "Bob Smith" } }], "m");

        var members = await _vendor.DoAsync(VisitOperations.CreateGroup, request);

        members.Count.ShouldBe(2);
        members[0].Visit!.Id.ShouldBe(members[1].Visit!.Id);
        (members[0].Visit!.Visitor.Name, members[0].Visit!.PartySize).ShouldBe(("Ada Lovelace, Bob Smith", 2));
        _vendor.Simulator.Data.Visits.Count.ShouldBe(9);
        var handler = _vendor.Connector.Find(VisitOperations.CreateGroup)!;
        handler.Check(_vendor.Context(), request with { Visits = [draft with { PartySize = 9, Notes = "n" }, draft with { Visitor = new Visitor { Company = "c" } }] })
            .Select(error => error.Pointer).ShouldBe(["/common/notes", "/common/partySize", "/visitors/1/company"]);
    }

    private static string Content(VisitDraft draft) => System.Text.Json.JsonSerializer.Serialize(draft);

    private async Task<IReadOnlyList<string>> ListAsync(VisitQuery query) =>
        [.. (await _vendor.DoAsync(VisitOperations.List, query)).Items.Select(visit => visit.Id)];
}
