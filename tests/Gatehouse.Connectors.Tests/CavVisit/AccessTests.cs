using Gatehouse.Access;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class AccessTests
{
    private static AccessWindow Window { get; } = new(Drafts.From, Drafts.From.AddHours(2));

    [Fact]
    public async Task An_access_is_a_visit_with_its_credentials_and_its_removal()
    {
        await using var vendor = await Installation.StartAsync();
        var before = vendor.Customer.Visits.Count;

        var applied = await ApplyAsync(vendor, "marker-1");

        applied.Credentials.Select(credential => credential.Kind).ShouldBe([CredentialKind.Qr, CredentialKind.Pin], ignoreOrder: true);
        applied.Window.ShouldBe(Window);
        vendor.Customer.Visits.Count.ShouldBe(before + 1);

        var revoke = new AccessRevoke(applied, "Left", []);
        (await vendor.DoAsync(AccessOperations.Revoke, revoke)).ShouldBe(AccessRevocation.Gone);
        vendor.Customer.Visits.Count.ShouldBe(before);
        (await vendor.DoAsync(AccessOperations.Revoke, revoke)).ShouldBe(AccessRevocation.Gone);
    }

    [Fact]
    public async Task A_change_writes_the_same_visit()
    {
        await using var vendor = await Installation.StartAsync();
        var applied = await ApplyAsync(vendor, "marker-1");
        var before = vendor.Customer.Visits.Count;
        var spec = Spec(vendor) with { Window = new AccessWindow(Window.From, Window.To.AddHours(1)), Purpose = "Longer" };

        var changed = await vendor.DoAsync(AccessOperations.Change, new AccessChange(applied, spec, Plan(vendor, spec), "marker-1", []));

        changed.Id.ShouldBe(applied.Id);
        changed.Window.To.ShouldBe(Window.To.AddHours(1));
        vendor.Customer.Visits.Count.ShouldBe(before);
        (await vendor.DoAsync(VisitOperations.Get, new ItemRequest(applied.Id))).Purpose.ShouldBe("Longer");
    }

    [Fact]
    public async Task Inspecting_finds_the_access_and_further_visits_of_its_marker()
    {
        await using var vendor = await Installation.StartAsync();
        var first = await ApplyAsync(vendor, "marker-1");
        var second = await ApplyAsync(vendor, "marker-1");
        await ApplyAsync(vendor, "marker-2");

        var inspection = await vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(second, "marker-1", Spec(vendor)));

        inspection.Found!.Id.ShouldBe(second.Id);
        inspection.Duplicates.Select(duplicate => duplicate.Id).ShouldBe([first.Id]);
        await vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(first, "Twice", []));
        await vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(second, "Left", []));
        var gone = await vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(second, "marker-1", Spec(vendor)));
        gone.Found.ShouldBeNull();
        gone.Duplicates.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_never_widens_the_window_and_names_what_cavvisit_lacks()
    {
        await using var vendor = await Installation.StartAsync();
        var spec = Spec(vendor);
        var odd = spec with { Window = new AccessWindow(Window.From.AddSeconds(1), Window.To.AddSeconds(59)) };

        Plan(vendor, odd).Window.ShouldBe(new AccessWindow(Window.From.AddMinutes(1), Window.To));
        Plan(vendor, spec with { Window = new AccessWindow(Window.From.AddSeconds(1), Window.From.AddSeconds(59)) })
            .Problems.Select(problem => problem.Code).ShouldBe(["window_too_fine"]);
        Plan(vendor, spec with { AccessPoints = ["1"], Roles = ["2"] })
            .Problems.Select(problem => problem.Code).ShouldBe(["access_points_unsupported", "roles_unsupported"]);
    }

    private static Task<AccessRecord> ApplyAsync(Installation vendor, string marker)
    {
        var spec = Spec(vendor);
        return vendor.DoAsync(AccessOperations.Apply, new AccessApply(spec, Plan(vendor, spec), marker, []));
    }

    private static AccessPlan Plan(Installation vendor, AccessSpec spec) => vendor.Connector.Access!.Plan(vendor.Context(), spec);

    private static AccessSpec Spec(Installation vendor) => new()
    {
        Subject = new AccessSubject { Name = "Chris Park", Email = "chris@visitor.example" },
        Window = Window,
        Host = $"{vendor.Customer.Hosts.List()[0].Id}",
        Purpose = "Repair",
    };
}
