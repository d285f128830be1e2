using System.Text.Json;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class VisitTests : IAsyncLifetime
{
    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task A_visit_is_a_meeting_with_qr_data_that_opens_and_the_hub_keeps_the_rest()
    {
        var draft = _vendor.Draft(_vendor.Doors[1]) with
        {
            Type = "guest",
            Purpose = "Möte ☕ + & =",
            Notes = new string('n', 4000),
            PartySize = 3,
            Host = new HostReference { Id = "7", Name = "Host" },
            Organization = new NamedReference { Id = "o" },
            Vehicle = new Vehicle { Plate = "ABC 123", Color = "red" },
        };

        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m-1"));
        var read = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(created.Id));

        var meeting = _vendor.Meeting;
        (meeting.UserId, meeting.StartTime, meeting.EndTime).ShouldBe(
            ("m-1", draft.Window!.From!.Value.ToUnixTimeSeconds(), draft.Window.To!.Value.ToUnixTimeSeconds()));
        meeting.Permissions.ShouldBe([_vendor.Doors[1]]);
        _vendor.Organisation.Read(read.Credentials[0].Value!, _vendor.Doors[1]).ShouldBe(ReaderAnswer.Opened);
        read.Credentials[0].ExpiresAt.ShouldBe(_vendor.Clock.GetUtcNow().AddSeconds(60));
        (read.Type, read.Purpose, read.Notes, read.PartySize, read.Host, read.Vehicle).ShouldBe(
            (draft.Type, draft.Purpose, draft.Notes, draft.PartySize, draft.Host, draft.Vehicle));
        read.Window!.From!.Value.Offset.ShouldBe(TimeSpan.FromMinutes(330));
        read.Fields.Keys.ShouldBe(["accessPoints", "visitorId", "userId"]);
        read.Status.ShouldBe(VisitStatus.Expected);
    }

    [Theory]
    [InlineData("qrData", QrPlace.Message)]
    [InlineData("qrdata", QrPlace.Message)]
    [InlineData("QRDATA", QrPlace.Root)]
    [InlineData("qrdata", QrPlace.Root)]
    public async Task Qr_data_is_read_however_it_is_spelt_and_wherever_it_stands(string name, QrPlace place)
    {
        await using var vendor = await Installation.StartAsync(new SpintlyAssumptions { QrName = name, QrPlace = place });

        var visit = await vendor.CreateAsync();

        visit.Id.ShouldBe(vendor.Meeting.Id.ToString());
        visit.Credentials[0].Value.ShouldBe(vendor.Meeting.QrData);
    }

    [Fact]
    public async Task Without_dynamic_expiry_qr_data_lasts_as_long_as_the_visit() =>
        (await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(_vendor.Draft(), "m"), ("dynamicExpiry", false))).Credentials[0].ExpiresAt.ShouldBeNull();

    [Fact]
    public async Task Parts_of_a_second_never_widen_the_window()
    {
        var from = _vendor.Clock.GetUtcNow().AddMilliseconds(1);
        var draft = _vendor.Draft() with { Window = new TimeWindow { From = from, To = from.AddSeconds(10).AddMilliseconds(500) } };

        var visit = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(draft, "m"));

        visit.Window.ShouldNotBe(draft.Window);
        (_vendor.Meeting.StartTime, _vendor.Meeting.EndTime).ShouldBe((from.ToUnixTimeSeconds() + 1, from.ToUnixTimeSeconds() + 10));
    }

    [Fact]
    public async Task A_change_of_times_and_one_of_doors_are_two_calls_and_each_replaces_the_qr_data()
    {
        var visit = await _vendor.CreateAsync(doors: [_vendor.Doors[0], _vendor.Doors[1]]);
        var later = VisitDraft.Of(visit) with { Window = new TimeWindow { From = visit.Window!.From, To = visit.Window.To!.Value.AddHours(1) } };

        var moved = await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, later));
        _vendor.LastCall.Form.Keys.ShouldBe(["startTime", "endTime"]);
        moved.Credentials[0].Value.ShouldBe(_vendor.Meeting.QrData);
        moved.Credentials[0].Value.ShouldNotBe(visit.Credentials[0].Value);

        var other = VisitDraft.Of(moved) with { Fields = _vendor.Draft(_vendor.Doors[1], _vendor.Doors[2]).Fields };
        var opened = await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(moved, other));
        (_vendor.LastCall.Form["permissionsToAdd"], _vendor.LastCall.Form["permissionsToRemove"]).ShouldBe(($"[{_vendor.Doors[2]}]", $"[{_vendor.Doors[0]}]"));
        opened.Credentials[0].Value.ShouldBe(_vendor.Meeting.QrData);
        _vendor.Meeting.Permissions.ShouldBe([_vendor.Doors[1], _vendor.Doors[2]]);
        (await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id))).Credentials[0].Value.ShouldBe(_vendor.Meeting.QrData);
        opened.Fields.Keys.ShouldBe(["accessPoints", "visitorId", "userId"]);
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, "add", "")]
    [InlineData(new int[0], "", "remove")]
    public async Task Doors_alone_are_added_or_removed_with_the_other_list_empty(int[] further, string adds, string removes)
    {
        var visit = await _vendor.CreateAsync(doors: adds.Length > 0 ? [_vendor.Doors[0]] : [_vendor.Doors[0], _vendor.Doors[1]]);
        int[] doors = [_vendor.Doors[0], .. further.Where(index => index > 0).Select(index => _vendor.Doors[index])];

        await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, VisitDraft.Of(visit) with { Fields = _vendor.Draft(doors).Fields }));

        _vendor.LastCall.Form["permissionsToAdd"].ShouldBe(adds.Length > 0 ? $"[{_vendor.Doors[1]}]" : "[]");
        _vendor.LastCall.Form["permissionsToRemove"].ShouldBe(removes.Length > 0 ? $"[{_vendor.Doors[1]}]" : "[]");
    }

    [Fact]
    public async Task What_spintly_does_not_keep_changes_without_a_call()
    {
        var visit = await _vendor.CreateAsync();
        var calls = _vendor.Simulator.Host.Requests.List().Count;

        await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, VisitDraft.Of(visit) with { Notes = "new" }));

        _vendor.Simulator.Host.Requests.List().Count.ShouldBe(calls);
        (await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id))).Notes.ShouldBe("new");
    }

    [Fact]
    public async Task After_a_lost_change_the_next_one_closes_what_the_lost_one_may_have_opened()
    {
        var visit = await _vendor.CreateAsync();
        var wider = VisitDraft.Of(visit) with
        {
            Fields = _vendor.Draft(_vendor.Doors[0], _vendor.Doors[1]).Fields,
            Window = new TimeWindow { From = visit.Window!.From, To = visit.Window.To!.Value.AddHours(9) },
        };
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 0, Next = 1, Method = "PATCH" });
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Method = "PATCH" });
        await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, wider)));
        _vendor.Meeting.Permissions.Count.ShouldBe(2);

        var current = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id));
        var back = await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(current, VisitDraft.Of(visit)));

        _vendor.Meeting.Permissions.ShouldBe([_vendor.Doors[0]]);
        _vendor.Meeting.EndTime.ShouldBe(visit.Window.To.Value.ToUnixTimeSeconds());
        back.Fields.Keys.ShouldNotContain("pendingAccessPoints");
        back.Credentials[0].Value.ShouldBe(_vendor.Meeting.QrData);
    }

    [Theory]
    [InlineData(1, new[] { 1, 2 })]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(3, new[] { 1, 2 })]
    [InlineData(1, new[] { 0, 1, 2 })]
    [InlineData(2, new[] { 0, 1, 2 })]
    [InlineData(1, new[] { 0 })]
    [InlineData(2, new[] { 0 })]
    public async Task Whichever_call_of_a_change_fails_no_door_opens_at_a_time_that_was_not_its_own(int failing, int[] doors)
    {
        var visit = await _vendor.CreateAsync(doors: [_vendor.Doors[0], _vendor.Doors[1]]);
        var before = _vendor.Meeting;
        var moved = VisitDraft.Of(visit) with
        {
            Fields = _vendor.Draft([.. doors.Select(door => _vendor.Doors[door])]).Fields,
            Window = new TimeWindow { From = visit.Window!.From!.Value.AddDays(1), To = visit.Window.To!.Value.AddDays(1) },
        };
        if (failing > 1)
            _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 0, Next = failing - 1, Method = "PATCH" });
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Effect = false, Next = 1, Method = "PATCH" });

        await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, moved)));

        var allowed = _vendor.Meeting.StartTime == before.StartTime ? before.Permissions : [.. doors.Select(door => _vendor.Doors[door])];
        _vendor.Meeting.Permissions.Except(allowed).ShouldBeEmpty();
        var current = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id));
        var changed = await _vendor.DoAsync(VisitOperations.Update, new VisitUpdate(current, moved));
        _vendor.Meeting.Permissions.ShouldBe(doors.Select(door => _vendor.Doors[door]));
        _vendor.Meeting.StartTime.ShouldBe(moved.Window.From!.Value.ToUnixTimeSeconds());
        changed.Fields.Keys.ShouldNotContain("pendingAccessPoints");
    }

    [Fact]
    public async Task Ending_deletes_the_meeting_and_keeps_the_visit_without_its_qr_data()
    {
        var visit = await _vendor.CreateAsync();

        var ended = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(visit, _vendor.Clock.GetUtcNow(), "Left"));
        var again = await _vendor.DoAsync(VisitOperations.End, new VisitEnd(visit, _vendor.Clock.GetUtcNow(), null));

        _vendor.Organisation.Meetings.Count.ShouldBe(0);
        (ended.Status, ended.EndReason, ended.Credentials.Count).ShouldBe((VisitStatus.Cancelled, "Left", 0));
        again.EndReason.ShouldBe("Left");
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, VisitDraft.Of(visit)))))
            .Error.Kind.ShouldBe(VendorErrorKind.Conflict);
    }

    [Fact]
    public async Task An_end_to_come_shortens_the_meeting()
    {
        var visit = await _vendor.CreateAsync();
        var at = _vendor.Clock.GetUtcNow().AddMinutes(30);

        (await _vendor.DoAsync(VisitOperations.End, new VisitEnd(visit, at, null))).Status.ShouldBe(VisitStatus.Expected);

        _vendor.Meeting.EndTime.ShouldBe(at.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Deleting_deletes_meeting_and_visitor_and_forgets_the_visit()
    {
        var visit = await _vendor.CreateAsync();

        await _vendor.DoAsync(VisitOperations.Delete, new ItemRequest(visit.Id));

        _vendor.Organisation.Meetings.Count.ShouldBe(0);
        _vendor.LastCall.Path.ShouldEndWith("/visitor/m-1");
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id)))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Delete, new ItemRequest(visit.Id)))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task A_meeting_that_was_deleted_at_spintly_ends_the_visit()
    {
        var visit = await _vendor.CreateAsync();
        _vendor.Organisation.Meetings.Clear();
        var draft = VisitDraft.Of(visit) with { Fields = _vendor.Draft(_vendor.Doors[3]).Fields };

        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, draft)))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);

        var read = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(visit.Id));
        (read.Status, read.StatusDetail, read.Credentials.Count).ShouldBe((VisitStatus.Cancelled, "meeting_deleted", 0));
    }

    [Fact]
    public async Task Visits_are_listed_from_the_hub_s_record_with_pages_and_filters()
    {
        for (var number = 0; number < 7; number++)
            await _vendor.CreateAsync($"m-{number}");
        var some = await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(5)));
        var rest = await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(5, some.Next)));

        (some.Items.Count, rest.Items.Count, rest.Next).ShouldBe((5, 2, null));
        some.Items.Concat(rest.Items).Select(visit => visit.Id).Distinct().Count().ShouldBe(7);
        (await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(9)) { Text = "ÅSA" })).Items.Count.ShouldBe(7);
        (await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(9)) { Organization = "x" })).Items.ShouldBeEmpty();
        (await _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(9)) { From = _vendor.Clock.GetUtcNow().AddDays(1) })).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("accessPoints", "[]", "/fields/accessPoints")]
    [InlineData("accessPoints", "[\"door\"]", "/fields/accessPoints")]
    [InlineData("accessPoints", "5", "/fields/accessPoints")]
    [InlineData("userId", "\"x\"", "/fields/userId")]
    [InlineData("a/b", "1", "/fields/a~1b")]
    public void What_spintly_cannot_take_is_named(string field, string value, string pointer)
    {
        var fields = new Dictionary<string, JsonElement>(_vendor.Draft().Fields) { [field] = JsonElement.Parse(value) };
        var request = new VisitCreate(_vendor.Draft() with { Fields = fields }, "m");

        _vendor.Connector.Find(VisitOperations.Create)!.Check(_vendor.Context(), request).Select(error => error.Pointer).ShouldBe([pointer]);
    }

    [Fact]
    public async Task An_update_names_what_it_clears_and_takes_what_it_leaves()
    {
        var visit = await _vendor.CreateAsync();
        var check = _vendor.Connector.Find(VisitOperations.Update)!.Check;

        check(_vendor.Context(), new VisitUpdate(visit, VisitDraft.Of(visit))).ShouldBeEmpty();
        check(_vendor.Context(), new VisitUpdate(visit, new VisitDraft())).Select(error => error.Pointer)
            .ShouldBe(["/visitor/name", "/window/from", "/window/to", "/fields/accessPoints"]);
    }

    [Fact]
    public async Task A_group_is_made_one_by_one_and_one_that_is_refused_does_not_stop_the_others()
    {
        VisitDraft[] drafts = [_vendor.Draft(), _vendor.Draft(9), _vendor.Draft(_vendor.Doors[1])];

        var members = await _vendor.DoAsync(VisitOperations.CreateGroup, new VisitGroupCreate(drafts, "g"));

        members.Select(member => member.Error?.Kind).ShouldBe([null, VendorErrorKind.Invalid, null]);
        _vendor.Organisation.Meetings.List().Select(meeting => meeting.UserId).ShouldBe(["g-0", "g-2"]);
    }
}
