using Gatehouse.AccessEvents;
using Gatehouse.Events;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Sync;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Gatehouse.Visits;
using Gatehouse.Work;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    [Fact]
    public async Task A_visit_written_through_the_hub_is_no_news_to_a_poll()
    {
        await using var hub = await StartAsync();
        if (!hub.Calls.CanPoll(await hub.ContextAsync(), VisitOperations.List) || !await hub.CanAsync(VisitOperations.Create))
            return;

        var draft = Subjects.Visits.Draft(hub.Vendor, Texts.Unique());
        await hub.Get<VisitService>().CreateAsync(ComplianceHub.FacilityId, new Input<VisitDraft>(draft), null, CancellationToken.None);
        await SyncAsync(hub, SyncKind.Visits);
        await SyncAsync(hub, SyncKind.Visits);

        var events = await EventsAsync(hub);
        events.Select(hubEvent => $"{hubEvent.Type} {hubEvent.From} {hubEvent.To}").ShouldBe([$"{EventTypes.VisitCreated}  "]);
    }

    [Fact]
    public async Task People_who_stay_as_they_are_do_not_change()
    {
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(PeopleOperations.List))
            return;

        var ids = await hub.Vendor.SeedAsync(PeopleOperations.List, 20, hub);
        var first = await SyncAsync(hub, SyncKind.People);
        var second = await SyncAsync(hub, SyncKind.People);

        (first.Outcome, first.Created).ShouldBe((SyncOutcome.Succeeded, ids.Count));
        (second.Seen, second.Created, second.Changed, second.Removed).ShouldBe((ids.Count, 0, 0, 0));
    }

    [Fact]
    public async Task Only_who_is_gone_at_the_vendor_is_removed_whatever_happens_while_people_are_listed()
    {
        // More than any vendor is asked for at once.
        const int People = 230;
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(PeopleOperations.List))
            return;

        var ids = await hub.Vendor.SeedAsync(PeopleOperations.List, People, hub);
        await SyncAsync(hub, SyncKind.People);
        var gone = (await hub.CallAsync(PeopleOperations.List, new PersonQuery(new PageRequest(1)))).Items[0].Id;
        var lists = 0;
        hub.Vendor.Host.BeforeCall = call =>
        {
            if (hub.Vendor.ListsPeople(call) && Interlocked.Increment(ref lists) == 2)
                hub.Vendor.RemovePerson(gone);
        };

        await SyncAsync(hub, SyncKind.People);
        lists.ShouldBeGreaterThan(1);
        var after = await SyncAsync(hub, SyncKind.People);

        after.Seen.ShouldBe(ids.Count - 1);
        (await EventsAsync(hub)).Select(hubEvent => $"{hubEvent.Type} {hubEvent.Subject}")
            .ShouldBe([$"{EventTypes.PersonRemoved} facilities/{ComplianceHub.FacilityId}/people/{gone}"]);
    }

    [Fact]
    public async Task A_passage_is_polled_once()
    {
        await using var hub = await StartAsync();
        if (!hub.Calls.CanPoll(await hub.ContextAsync(), AccessEventOperations.List))
            return;

        var ids = await hub.Vendor.SeedAsync(AccessEventOperations.List, 3, hub);
        await SyncAsync(hub, SyncKind.AccessEvents);
        await SyncAsync(hub, SyncKind.AccessEvents);

        var page = await hub.Get<AccessEventSearch>().ListAsync(
            ComplianceHub.FacilityId, null, null, null, new PageRequest(PageRequest.MaximumLimit), CancellationToken.None);
        page.Items.Select(passage => passage.Id).ShouldBe(ids, ignoreOrder: true);
        (await EventsAsync(hub)).Select(hubEvent => hubEvent.Type).ShouldBe(ids.Select(_ => EventTypes.AccessEvent));
    }

    private static async Task<SyncRun> SyncAsync(ComplianceHub hub, SyncKind kind)
    {
        hub.Clock.Advance(TimeSpan.FromSeconds(5));
        var report = await hub.Get<SyncService>().StartAsync(ComplianceHub.FacilityId, kind, dryRun: false, CancellationToken.None);
        var queue = hub.Get<IWorkQueue>();
        while (await queue.ReceiveAsync(WorkQueues.FacilitySync, 1, TimeSpan.FromHours(1), 5, CancellationToken.None) is [var message])
        {
            await hub.Get<SyncFacility>().HandleAsync(new QueueDelivery(message.Id, message.Body, message.EnqueuedAt), CancellationToken.None);
            await queue.CompleteAsync(message, CancellationToken.None);
        }

        return (await hub.Get<SyncService>().GetAsync(ComplianceHub.FacilityId, report.Id, CancellationToken.None)).Run;
    }

    private static Task<IReadOnlyList<HubEvent>> EventsAsync(ComplianceHub hub) => hub.Get<EventStore>().ReadAsync(hub.Clock.GetUtcNow());
}
