using Gatehouse.Access;
using Gatehouse.Credentials;
using Gatehouse.Operations;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class AccessTests : IAsyncLifetime
{
    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task An_access_opens_its_doors_until_it_is_revoked()
    {
        var applied = await ApplyAsync();

        applied.VendorIds.ShouldBe(new Dictionary<string, string> { ["userId"] = "m-1", ["visitorId"] = _vendor.Meeting.VisitorId.ToString() }, ignoreOrder: true);
        var qr = applied.Credentials.ShouldHaveSingleItem().Value!;
        _vendor.Organisation.Read(qr, _vendor.Doors[0]).ShouldBe(ReaderAnswer.Opened);
        _vendor.Organisation.Read(qr, _vendor.Doors[2]).ShouldBe(ReaderAnswer.NotPermitted);

        (await _vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(applied, "Left", []))).ShouldBe(AccessRevocation.Gone);
        _vendor.Organisation.Read(qr, _vendor.Doors[0]).ShouldBe(ReaderAnswer.Unknown);
        (await _vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(applied, "Left", []))).ShouldBe(AccessRevocation.Gone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_sends_the_differences_and_answers_new_qr_data(bool hubKnowsTheVisit)
    {
        var applied = await ApplyAsync();
        if (!hubKnowsTheVisit)
            await _vendor.Records.DeleteAsync("harbour", applied.Id, CancellationToken.None);
        var spec = Spec(_vendor.Doors[1], _vendor.Doors[2]) with { Window = new AccessWindow(applied.Window.From, applied.Window.To.AddHours(1)) };

        var changed = await _vendor.DoAsync(AccessOperations.Change, new AccessChange(applied, spec, Plan(spec), "m-1", []));

        _vendor.Meeting.Permissions.ShouldBe([_vendor.Doors[1], _vendor.Doors[2]]);
        _vendor.Meeting.EndTime.ShouldBe(spec.Window.To.ToUnixTimeSeconds());
        changed.Credentials[0].Value.ShouldBe(_vendor.Meeting.QrData);
        (changed.Id, changed.VendorIds["userId"]).ShouldBe((applied.Id, "m-1"));
        changed.AccessPoints.ShouldBe(spec.AccessPoints);
        _vendor.Simulator.Host.Requests.List().Count(call => call.Method == "PATCH").ShouldBe(3);
    }

    [Fact]
    public void A_plan_says_what_spintly_cannot_give()
    {
        var now = _vendor.Clock.GetUtcNow();
        var spec = Spec() with { Roles = ["r"], Window = new AccessWindow(now.AddMilliseconds(1), now.AddMilliseconds(2)) };

        _vendor.Connector.Access!.Plan(_vendor.Context(), spec).Problems.Select(problem => problem.Code)
            .ShouldBe(["access_points_required", "roles_unsupported", "window_too_fine"]);
        var door = Spec() with { AccessPoints = ["front"] };
        _vendor.Connector.Access.Plan(_vendor.Context(), door).Problems.ShouldHaveSingleItem().Code.ShouldBe("access_point_unknown");
        _vendor.Connector.Find(AccessOperations.Apply)!.Check(_vendor.Context(), new AccessApply(door, Plan(door), "m", [])).ShouldHaveSingleItem().Pointer.ShouldBe("/accessPoints");
        _vendor.Connector.Find(AccessOperations.Inspect).ShouldBeNull();
    }

    [Fact]
    public async Task Refreshed_qr_data_opens_when_the_old_no_longer_does()
    {
        var applied = await ApplyAsync();
        _vendor.Clock.Advance(TimeSpan.FromSeconds(61));
        _vendor.Organisation.Read(applied.Credentials[0].Value!, _vendor.Doors[0]).ShouldBe(ReaderAnswer.Expired);

        var fresh = (await _vendor.DoAsync(CredentialOperations.Refresh, new ItemRequest(applied.Id))).ShouldHaveSingleItem();

        _vendor.Organisation.Read(fresh.Value!, _vendor.Doors[0]).ShouldBe(ReaderAnswer.Opened);
        fresh.ExpiresAt.ShouldBe(_vendor.Clock.GetUtcNow().AddSeconds(60));
        (await _vendor.DoAsync(CredentialOperations.List, new CredentialQuery(Visit: applied.Id))).ShouldBe([fresh]);
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(CredentialOperations.Refresh, new ItemRequest("9")))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public void Refreshing_is_unavailable_where_no_path_is_set()
    {
        var refresh = _vendor.Connector.Find(CredentialOperations.Refresh)!;

        refresh.Unavailable(_vendor.Context()).ShouldBeNull();
        refresh.Unavailable(_vendor.Context(("regenerateQrPath", "")))!.ShouldContain("regenerateQrPath");
        _vendor.Connector.Find(CredentialOperations.List)!.Check(_vendor.Context(), new CredentialQuery(Person: "7")).ShouldHaveSingleItem().Pointer.ShouldBe("visit");
    }

    private static AccessPlan Plan(AccessSpec spec) => new() { Window = spec.Window };

    private AccessSpec Spec(params int[] doors) => new()
    {
        Subject = new AccessSubject { Name = "Åsa Ek" },
        Window = new AccessWindow(_vendor.Clock.GetUtcNow(), _vendor.Clock.GetUtcNow().AddHours(2)),
        AccessPoints = [.. doors.Select(door => door.ToString())],
    };

    private Task<AccessRecord> ApplyAsync()
    {
        var spec = Spec(_vendor.Doors[0], _vendor.Doors[1]);
        return _vendor.DoAsync(AccessOperations.Apply, new AccessApply(spec, Plan(spec), "m-1", []));
    }
}
