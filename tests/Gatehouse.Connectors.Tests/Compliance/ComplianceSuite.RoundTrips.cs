using Gatehouse.Access;
using Gatehouse.Operations;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    // They are written and never shown, or say how to create and nothing of what was created.
    private static readonly string[] NotKept = ["/password", "/arrived", "/key"];

    [Fact]
    public Task Visits_survive_a_round_trip() => RoundTripAsync(Subjects.Visits, Texts.Reason);

    [Fact]
    public Task People_survive_a_round_trip() => RoundTripAsync(Subjects.People);

    [Fact]
    public Task Organizations_survive_a_round_trip() => RoundTripAsync(Subjects.Organizations);

    [Fact]
    public Task Sites_survive_a_round_trip() => RoundTripAsync(Subjects.Sites);

    [Fact]
    public Task Access_points_survive_a_round_trip() => RoundTripAsync(Subjects.AccessPoints);

    [Fact]
    public async Task Access_is_applied_inspected_changed_and_revoked()
    {
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(AccessOperations.Apply))
            return;

        var before = hub.Vendor.Live(AccessOperations.Apply);
        var (request, applied) = await OperationCases.AppliedAsync(hub);
        (hub.Vendor.Live(AccessOperations.Apply) - before).ShouldBe(1);
        applied.Window.ShouldBe(request.Plan.Window);
        if (hub.Connector.Access!.Effect == AccessEffect.Access && applied.PersonId is null)
            applied.Credentials.ShouldNotBeEmpty();
        await InspectedAsync(request, applied, request.Plan);

        var held = applied;
        if (await hub.CanAsync(AccessOperations.Change))
        {
            var spec = hub.Vendor.ChangedAccess(request.Spec);
            var plan = await OperationCases.PlanAsync(hub, spec);
            held = await hub.CallAsync(AccessOperations.Change, new AccessChange(applied, spec, plan, request.Marker, []));
            held.Window.ShouldBe(plan.Window);
            (hub.Vendor.Live(AccessOperations.Apply) - before).ShouldBe(1);
            await InspectedAsync(request with { Spec = spec }, held, plan);
        }

        var revocation = await hub.CallAsync(AccessOperations.Revoke, new AccessRevoke(held, Texts.Reason, []));
        if (revocation == AccessRevocation.Gone)
        {
            hub.Vendor.Live(AccessOperations.Apply).ShouldBe(before);
            if (await hub.CanAsync(AccessOperations.Inspect))
                (await hub.CallAsync(AccessOperations.Inspect, new AccessInspect(held, request.Marker, request.Spec))).Found.ShouldBeNull();
        }

        (await hub.CallAsync(AccessOperations.Revoke, new AccessRevoke(held, Texts.Reason, []))).ShouldBe(revocation);

        async Task InspectedAsync(AccessApply asked, AccessRecord record, AccessPlan plan)
        {
            if (!await hub.CanAsync(AccessOperations.Inspect))
                return;

            AccessRecord?[] known = hub.Vendor.FindsByMarker ? [record, null] : [record];
            foreach (var current in known)
            {
                var inspection = await hub.CallAsync(AccessOperations.Inspect, new AccessInspect(current, asked.Marker, asked.Spec));
                var found = inspection.Found.ShouldNotBeNull();
                (found.Id, found.Window).ShouldBe((record.Id, plan.Window));
                inspection.Duplicates.ShouldBeEmpty();
            }
        }
    }

    private async Task RoundTripAsync<TItem, TDraft, TCreate, TUpdate>(Subject<TItem, TDraft, TCreate, TUpdate> subject, params string[] further)
        where TItem : class
    {
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(subject.Create))
            return;

        foreach (var text in Texts.Hard().Concat(further))
            await _findings.TryAsync(text, () => RoundTripAsync(hub, subject, text));
        _findings.ShouldBeNone();
    }

    private static async Task RoundTripAsync<TItem, TDraft, TCreate, TUpdate>(
        ComplianceHub hub, Subject<TItem, TDraft, TCreate, TUpdate> subject, string text)
        where TItem : class
    {
        var draft = subject.Draft(hub.Vendor, text);
        var current = await hub.CreateAsync(subject, draft);
        Kept(current, draft, []);
        current = await ReadAsync(current);
        Kept(current, draft, hub.Vendor.NotRead(subject.Kind));

        if (await hub.CanAsync(subject.Update))
        {
            var other = subject.Draft(hub.Vendor, Texts.Unique());
            current = await hub.CallAsync(subject.Update, subject.NewUpdate(current, other));
            Kept(current, other, hub.Vendor.NotRead(subject.Kind));
            current = await ReadAsync(current);
            Kept(current, other, hub.Vendor.NotRead(subject.Kind));
            current = await ClearAsync(hub, subject, current);
            current = await ReadAsync(current);
        }

        if (subject.Delete is not null && await hub.CanAsync(subject.Delete))
        {
            var id = subject.IdOf(current);
            await hub.CallAsync(subject.Delete, new ItemRequest(id, hub.Vendor.Confirm(subject.Delete)));
            if (await hub.CanAsync(subject.Get))
                (await Should.ThrowAsync<VendorException>(() => hub.CallAsync(subject.Get, new ItemRequest(id)))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        }

        void Kept(TItem item, TDraft written, IReadOnlyList<string> except)
        {
            var expected = Content.Of(written);
            foreach (var pointer in NotKept.Concat(except))
                Content.Remove(expected, pointer);
            Content.Lost(expected, Content.Of(subject.DraftOf(item))).ShouldBeEmpty();
        }

        async Task<TItem> ReadAsync(TItem item) =>
            await hub.CanAsync(subject.Get) ? await hub.CallAsync(subject.Get, new ItemRequest(subject.IdOf(item))) : item;
    }

    // What is cleared is gone, and nothing else with it.
    private static async Task<TItem> ClearAsync<TItem, TDraft, TCreate, TUpdate>(
        ComplianceHub hub, Subject<TItem, TDraft, TCreate, TUpdate> subject, TItem current)
        where TItem : class
    {
        foreach (var pointer in hub.Vendor.Clearable(subject.Kind))
        {
            var whole = Content.Of(subject.DraftOf(current));
            Content.Pointers(whole).ShouldContain(name => name == pointer || name.StartsWith(pointer + "/", StringComparison.Ordinal));
            Content.Remove(whole, pointer);
            current = await hub.CallAsync(subject.Update, subject.NewUpdate(current, Content.Read<TDraft>(whole)));

            var left = Content.Of(subject.DraftOf(current));
            Content.Lost(whole, left).ShouldBeEmpty();
            Content.Pointers(left).ShouldNotContain(name => name == pointer || name.StartsWith(pointer + "/", StringComparison.Ordinal));
        }

        return current;
    }
}
