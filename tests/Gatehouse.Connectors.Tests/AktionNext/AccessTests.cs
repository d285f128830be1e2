using Gatehouse.Access;
using Gatehouse.Model;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.AktionNext;

public sealed class AccessTests : IAsyncLifetime
{
    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task An_access_is_a_visit_with_its_codes_and_its_end()
    {
        var applied = await ApplyAsync("marker-1");

        applied.Credentials.Select(credential => credential.Kind).ShouldBe([CredentialKind.EntryCode, CredentialKind.Qr]);
        applied.Window.ShouldBe(Spec.Window);
        (await InspectAsync(applied)).Found!.Credentials.ShouldBe(applied.Credentials);
        (await RevokeAsync(applied)).ShouldBe(AccessRevocation.Gone);
        var stored = _vendor.Data.Visits.Find(Guid.Parse(applied.Id))!;
        (stored.State, stored.Reason).ShouldBe((VisitStates.Left, "Over now"));
        (await InspectAsync(applied)).Found.ShouldBeNull();
        (await InspectAsync(null)).Found.ShouldBeNull();
    }

    [Fact]
    public async Task An_access_is_found_by_its_marker()
    {
        var applied = await ApplyAsync("marker-1");

        (await InspectAsync(null)).Found!.Id.ShouldBe(applied.Id);
        var search = _vendor.Connector.Find(AccessOperations.Apply)!.Search!;
        (await search(_vendor.Context(), Request("marker-1"), null, CancellationToken.None))!.Id.ShouldBe(applied.Id);
        (await search(_vendor.Context(), Request("marker-2"), null, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1517)]
    [InlineData(1540)]
    public async Task What_is_not_there_is_gone(int code)
    {
        var applied = await ApplyAsync("marker-1");
        _vendor.Data.Refuse(new Refusal(code, "visit/end"));

        (await RevokeAsync(applied)).ShouldBe(AccessRevocation.Gone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_that_failed_is_repeated_whether_or_not_it_had_effect(bool effect)
    {
        var applied = await ApplyAsync("marker-1");
        _vendor.Data.Refuse(new Refusal(1544, "visit/end", Next: 1, effect));

        var failure = await Should.ThrowAsync<VendorException>(() => RevokeAsync(applied));
        (failure.Error.IsTransient, failure.Error.EffectUnknown).ShouldBe((true, true));

        (await RevokeAsync(applied)).ShouldBe(AccessRevocation.Gone);
        _vendor.Data.Visits.Find(Guid.Parse(applied.Id))!.State.ShouldBe(VisitStates.Left);
    }

    [Fact]
    public async Task A_visit_that_cannot_be_ended_and_is_not_over_is_not_gone()
    {
        var applied = await ApplyAsync("marker-1");
        _vendor.Data.Refuse(new Refusal(1545, "visit/end"));

        (await Should.ThrowAsync<VendorException>(() => RevokeAsync(applied))).Error.Kind.ShouldBe(VendorErrorKind.Conflict);
        _vendor.Data.SetState(Guid.Parse(applied.Id), VisitStates.Rejected);
        (await RevokeAsync(applied)).ShouldBe(AccessRevocation.Gone);
    }

    [Fact]
    public void Without_a_path_for_planning_a_visit_is_held_until_shortly_before()
    {
        var spec = Spec with { Window = new AccessWindow(_vendor.Now.AddDays(2), _vendor.Now.AddDays(3)) };

        Plan(spec).NotBefore.ShouldBe(spec.Window.From.AddMinutes(-15));
        Plan(spec, ("applyLeadMinutes", 5)).NotBefore.ShouldBe(spec.Window.From.AddMinutes(-5));
        Plan(spec, ("schedulePath", "visit/schedule")).NotBefore.ShouldBeNull();
        Plan(spec with { AccessPoints = ["x"] }).Problems.ShouldHaveSingleItem().Code.ShouldBe("access_points_unsupported");
        Plan(spec).Window.ShouldBe(spec.Window);
        _vendor.Connector.Find(AccessOperations.Change).ShouldBeNull();
    }

    private AccessSpec Spec => new()
    {
        Subject = new AccessSubject { FirstName = "Chris", LastName = "Park", Company = "Solvik" },
        Window = new AccessWindow(_vendor.Now.AddMinutes(10), _vendor.Now.AddHours(2)),
        Host = "10002",
        Purpose = "Repair",
    };

    private AccessApply Request(string marker) => new(Spec, Plan(Spec), marker, []);

    private AccessPlan Plan(AccessSpec spec, params (string, object)[] settings) => _vendor.Connector.Access!.Plan(_vendor.Context(settings), spec);

    private Task<AccessRecord> ApplyAsync(string marker)
    {
        _vendor.Connector.Find(AccessOperations.Apply)!.Check(_vendor.Context(), Request(marker)).ShouldBeEmpty();
        return _vendor.DoAsync(AccessOperations.Apply, Request(marker));
    }

    private Task<AccessRevocation> RevokeAsync(AccessRecord record) =>
        _vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(record, "Over now", []));

    private Task<AccessInspection> InspectAsync(AccessRecord? record) =>
        _vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(record, "marker-1", Spec));
}
