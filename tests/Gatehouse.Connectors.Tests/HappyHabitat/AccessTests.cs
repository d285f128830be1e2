using Gatehouse.Access;
using Gatehouse.Operations;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

public sealed class AccessTests : IAsyncLifetime
{
    private static readonly AccessWindow Window = new(Drafts.From, Drafts.From.AddHours(2));

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task An_access_is_a_record_of_one_person_that_is_changed_inspected_and_removed()
    {
        _vendor.Connector.Access!.Effect.ShouldBe(AccessEffect.Record);

        var applied = await _vendor.DoAsync(AccessOperations.Apply, new AccessApply(Spec, Plan(Spec), "m", []));

        (applied.Window, applied.Credentials.Count).ShouldBe((Window, 0));
        var visit = await _vendor.DoAsync(VisitOperations.Get, new ItemRequest(applied.Id));
        (visit.Visitor.Name, visit.PartySize, visit.Visitor.Email).ShouldBe(("Ada Lovelace", 1, null));

        var longer = Spec with { Window = new AccessWindow(Window.From.AddHours(1), Window.To.AddHours(3)), Purpose = "Longer" };
        var changed = await _vendor.DoAsync(AccessOperations.Change, new AccessChange(applied, longer, Plan(longer), "m", []));
        (changed.Id, changed.Window).ShouldBe((applied.Id, longer.Window));

        var inspection = await _vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(changed, "m", longer));
        (inspection.Found!.Id, inspection.Duplicates.Count).ShouldBe((applied.Id, 0));

        (await _vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(changed, "Left", []))).ShouldBe(AccessRevocation.Gone);
        (await _vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(changed, "Left", []))).ShouldBe(AccessRevocation.Gone);
        (await _vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(changed, "m", longer))).Found.ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_access_is_searched_by_its_looks_and_never_taken_for_another_one()
    {
        var handler = _vendor.Connector.Find(AccessOperations.Apply)!;
        var request = new AccessApply(Spec, Plan(Spec), "m", []);
        var first = await _vendor.DoAsync(AccessOperations.Apply, request);
        var baseline = await handler.Baseline!(_vendor.Context(), request, CancellationToken.None);
        (await handler.Search!(_vendor.Context(), request, baseline, CancellationToken.None)).ShouldBeNull();

        (await _vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(null, "m", Spec))).Found!.Id.ShouldBe(first.Id);
        var second = await _vendor.DoAsync(AccessOperations.Apply, request);
        var inspection = await _vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(second, "m", Spec));
        (inspection.Found!.Id, inspection.Duplicates.Count).ShouldBe((second.Id, 0));
        (await handler.Search(_vendor.Context(), request, baseline, CancellationToken.None))!.Id.ShouldBe(second.Id);
    }

    [Fact]
    public void What_a_record_needs_and_cannot_hold_is_named_before_the_call()
    {
        var plan = Plan(Spec with { AccessPoints = ["7"], Roles = ["8"] });
        plan.Problems.Select(problem => problem.Pointer).ShouldBe(["/accessPoints", "/roles"]);

        var handler = _vendor.Connector.Find(AccessOperations.Apply)!;
        handler.Required.ShouldBe(["/host/id", "/visitor/name", "/purpose", "/window/from"]);
        handler.Check(_vendor.Context(), new AccessApply(Spec with { Host = null, Purpose = null }, Plan(Spec), "m", []))
            .Select(error => error.Pointer).ShouldBe(["/host/id", "/purpose"]);
    }

    private AccessSpec Spec => new()
    {
        Subject = new AccessSubject { FirstName = "Ada", LastName = "Lovelace", Email = "ada@visitor.example", Company = "Engines" },
        Window = Window,
        Host = $"{_vendor.Resident.Id}",
        Purpose = "Tea",
    };

    private AccessPlan Plan(AccessSpec spec) => _vendor.Connector.Access!.Plan(_vendor.Context(), spec);
}
