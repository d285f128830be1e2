using Gatehouse.Access;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.VizPin;

public sealed class AccessTests
{
    [Fact]
    public async Task Whole_days_are_planned_with_the_roles_that_open_exactly_what_is_asked()
    {
        await using var vendor = await Installation.StartAsync();
        var (roles, readers) = (vendor.Data.Roles.List(), vendor.Data.Readers.List());

        Plan(vendor, Drafts.Visitor([readers[0].Id])).Roles.ShouldBe([roles[0].Id]);
        Plan(vendor, Drafts.Visitor([readers[1].Id, readers[0].Id])).Roles.ShouldBe([roles[1].Id]);
        Plan(vendor, Drafts.Visitor([readers[0].Id, readers[3].Id, readers[4].Id])).Roles.ShouldBe([roles[0].Id, roles[2].Id, roles[3].Id], ignoreOrder: true);
        var plan = Plan(vendor, Drafts.Visitor([]) with { Roles = [roles[1].Id] });
        (plan.Problems.Count, plan.Window, plan.Warnings.Count).ShouldBe((0, Drafts.Days(16, 17), 0));
        vendor.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_no_role_opens_or_only_a_wider_one_requires_a_role()
    {
        await using var vendor = await Installation.StartAsync();
        var readers = vendor.Data.Readers.List();

        var wider = Plan(vendor, Drafts.Visitor([readers[1].Id])).Problems.ShouldHaveSingleItem();
        var none = Plan(vendor, Drafts.Visitor([readers[2].Id])).Problems.ShouldHaveSingleItem();
        var nothing = Plan(vendor, Drafts.Visitor([])).Problems.ShouldHaveSingleItem();
        var unknown = Plan(vendor, Drafts.Visitor([]) with { Roles = ["r9"] }).Problems.ShouldHaveSingleItem();
        var elsewhere = Plan(vendor, Drafts.Visitor([readers[0].Id]) with { Site = vendor.Data.Locations.List()[1].Id }).Problems.ShouldHaveSingleItem();
        var closed = Plan(vendor, Drafts.Visitor([readers[2].Id]) with { Roles = [vendor.Data.Roles.List()[0].Id] }).Problems.ShouldHaveSingleItem();

        new[] { wider, none, nothing, unknown, elsewhere, closed }.ShouldAllBe(problem => problem.Code == "role_required");
        wider.Message.ShouldContain("Parking visitors");
        wider.Message.ShouldContain(readers[0].Id);
    }

    [Fact]
    public async Task A_window_finer_than_days_is_refused_or_widened()
    {
        await using var vendor = await Installation.StartAsync();
        var noon = new DateTimeOffset(2026, 6, 16, 12, 0, 0, TimeSpan.FromHours(-4));
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]) with { Window = new AccessWindow(noon, noon.AddHours(14)) };

        Plan(vendor, spec).Problems.ShouldHaveSingleItem().Code.ShouldBe("window_too_fine");

        var plan = Plan(vendor, spec with { AllowCoarse = true });
        (plan.Problems.Count, plan.Window).ShouldBe((0, Drafts.Days(16, 18)));
        plan.Warnings.ShouldBe(["window_widened"]);
    }

    [Fact]
    public async Task A_person_needs_number_and_last_name_or_an_id()
    {
        await using var vendor = await Installation.StartAsync();
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);

        Plan(vendor, spec with { Subject = new AccessSubject { Email = "x@y" } }).Problems.Select(problem => problem.Pointer).ShouldBe(["/subject/lastName", "/subject/mobile"]);
        Plan(vendor, spec with { Subject = new AccessSubject { Name = "Ada Byron", Phone = "0705" } }).Problems.ShouldHaveSingleItem().Code.ShouldBe("field_invalid");
        Plan(vendor, spec with { Subject = new AccessSubject { PersonId = "u1" } }).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_is_registered_once_and_the_same_by_number_and_by_id()
    {
        await using var vendor = await Installation.StartAsync();
        var subject = Drafts.Visitor([]).Subject;

        var person = await vendor.DoAsync(AccessOperations.Person, subject);

        vendor.Data.Users.Find(person).ShouldNotBeNull();
        (await vendor.DoAsync(AccessOperations.Person, subject)).ShouldBe(person);
        (await vendor.DoAsync(AccessOperations.Person, new AccessSubject { PersonId = person })).ShouldBe(person);
        vendor.Calls.Count(call => call == "user.preregister").ShouldBe(1);
    }

    [Fact]
    public async Task An_access_preregisters_associates_and_grants_and_again_finds_who_is_there()
    {
        await using var vendor = await Installation.StartAsync();
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);

        var record = await ApplyAsync(vendor, spec);
        var again = await ApplyAsync(vendor, spec);

        again.Id.ShouldBe(record.Id);
        vendor.Calls.Where(call => call is not ("user.authenticate" or "user.get")).ShouldBe(
        [
            "user.find", "user.preregister", "user.associate", "user.grantphonerole", "user.find", "user.associate", "user.grantphonerole",
        ]);
        (vendor.LastParameters["start_date"]!.GetValue<string>(), vendor.LastParameters["stop_date"]!.GetValue<string>()).ShouldBe(("2026-06-16", "2026-06-16"));
        OpenDays(vendor, record.Id).ShouldBe([16]);
        (record.PersonId, record.Window).ShouldBe((record.Id, Drafts.Days(16, 17)));
        record.AccessPoints.ShouldBe([vendor.Data.Readers.List()[0].Id]);
    }

    [Fact]
    public async Task Two_overlapping_grants_of_one_role_stand_as_their_union_and_one_revoked_leaves_the_other()
    {
        await using var vendor = await Installation.StartAsync();
        var reader = vendor.Data.Readers.List()[0].Id;
        var first = await ApplyAsync(vendor, Drafts.Visitor([reader], 16, 19));
        var second = await ApplyAsync(vendor, Drafts.Visitor([reader], 18, 22), ShareOf(first));
        OpenDays(vendor, first.Id).ShouldBe([16, 17, 18, 19, 20, 21]);

        (await RevokeAsync(vendor, first, ShareOf(second))).ShouldBe(AccessRevocation.Unconfirmed);
        OpenDays(vendor, first.Id).ShouldBe([18, 19, 20, 21]);

        (await RevokeAsync(vendor, second)).ShouldBe(AccessRevocation.Unconfirmed);
        OpenDays(vendor, first.Id).ShouldBeEmpty();
        (vendor.LastParameters["start_date"]!.GetValue<string>(), vendor.LastParameters["stop_date"]!.GetValue<string>()).ShouldBe(("2026-06-14", "2026-06-14"));
    }

    [Fact]
    public async Task Days_between_two_grants_are_not_opened_unasked()
    {
        await using var vendor = await Installation.StartAsync();
        var reader = vendor.Data.Readers.List()[0].Id;
        var first = await ApplyAsync(vendor, Drafts.Visitor([reader], 16, 17));
        var apart = Drafts.Visitor([reader], 20, 21);

        var refused = await Should.ThrowAsync<VendorException>(() => ApplyAsync(vendor, apart, ShareOf(first)));

        (refused.Error.Kind, refused.Error.Code).ShouldBe((VendorErrorKind.Conflict, "period_gap"));
        OpenDays(vendor, first.Id).ShouldBe([16]);
        await ApplyAsync(vendor, apart with { AllowCoarse = true }, ShareOf(first));
        OpenDays(vendor, first.Id).ShouldBe([16, 17, 18, 19, 20]);
        await ApplyAsync(vendor, Drafts.Visitor([reader], 17, 18), ShareOf(first));
        OpenDays(vendor, first.Id).ShouldBe([16, 17]);
    }

    [Fact]
    public async Task A_change_takes_the_roles_that_are_over_before_it_grants_the_new_ones()
    {
        await using var vendor = await Installation.StartAsync();
        var readers = vendor.Data.Readers.List();
        var record = await ApplyAsync(vendor, Drafts.Visitor([readers[0].Id], 16, 18));

        // Both roles open the lobby, which the vendor refuses at the same time.
        var spec = Drafts.Visitor([readers[0].Id, readers[1].Id, readers[3].Id], 17, 19);
        var context = vendor.Context(vendor.RolesSetting);
        var changed = await vendor.DoAsync(AccessOperations.Change, new AccessChange(record, spec, vendor.Connector.Access!.Plan(context, spec), "m", []), vendor.RolesSetting);

        changed.Id.ShouldBe(record.Id);
        changed.Roles.Order().ShouldBe([vendor.Data.Roles.List()[1].Id, vendor.Data.Roles.List()[2].Id]);
        OpenDays(vendor, record.Id).ShouldBe([17, 18]);
        vendor.Data.OpeningsOn(new DateOnly(2026, 6, 17)).Where(opening => opening.User == record.Id).Select(opening => opening.Reader)
            .ShouldBe([readers[0].Id, readers[1].Id, readers[3].Id], ignoreOrder: true);
    }

    [Fact]
    public async Task A_configured_revoke_is_confirmed_and_one_of_something_gone_too()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var record = await ApplyAsync(vendor, Drafts.Visitor([vendor.Data.Readers.List()[0].Id]));
        (string, object) method = ("revokeMethod", "com.vizpin.x.revoke");

        (await RevokeAsync(vendor, record, others: null, method)).ShouldBe(AccessRevocation.Gone);
        vendor.Data.Grants.Find($"{record.Id}|{record.Roles[0]}").ShouldBeNull();
        (await RevokeAsync(vendor, record, others: null, method)).ShouldBe(AccessRevocation.Gone);

        vendor.Data.Users.Remove(record.Id);
        (await RevokeAsync(vendor, record)).ShouldBe(AccessRevocation.Gone);
    }

    [Fact]
    public async Task A_revoke_does_not_need_the_roles_setting_any_more()
    {
        await using var vendor = await Installation.StartAsync();
        var record = await ApplyAsync(vendor, Drafts.Visitor([vendor.Data.Readers.List()[0].Id]));

        await vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(record, "over", []));

        OpenDays(vendor, record.Id).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vizpinsMethod", "com.vizpin.x.vizpins")]
    [InlineData("inspectByNeedAccess", true)]
    public async Task An_access_is_inspected_where_that_is_configured(string setting, object value)
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);
        var inspect = vendor.Connector.Find(AccessOperations.Inspect)!;
        inspect.Unavailable(vendor.Context())!.ShouldContain("vizpinsMethod");
        inspect.Unavailable(vendor.Context((setting, value))).ShouldBeNull();

        (await InspectAsync(null)).Found.ShouldBeNull();
        var record = await ApplyAsync(vendor, spec);
        (await InspectAsync(null)).Found!.Id.ShouldBe(record.Id);
        (await InspectAsync(record)).Found.ShouldBe(record);
        await RevokeAsync(vendor, record);
        (await InspectAsync(record)).Found.ShouldBeNull();
        vendor.Data.Users.Remove(record.Id);
        if (setting == "inspectByNeedAccess")
            (await InspectAsync(record)).Found.ShouldBeNull();

        Task<AccessInspection> InspectAsync(AccessRecord? current) =>
            vendor.DoAsync(AccessOperations.Inspect, new AccessInspect(current, "m", spec), vendor.RolesSetting, (setting, value));
    }

    [Fact]
    public async Task A_period_that_somebody_widened_at_the_vendor_is_seen()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);
        var record = await ApplyAsync(vendor, spec);
        var other = ShareOf(record) with { Window = Drafts.Days(18, 20) };
        (await LookAsync()).Found!.Window.ShouldBe(record.Window);

        await ApplyAsync(vendor, spec with { Window = Drafts.Days(16, 20) });

        (await LookAsync()).Found!.Window.ShouldBe(Drafts.Days(16, 20));
        (await LookAsync(other)).Found!.Window.ShouldBe(record.Window);

        Task<AccessInspection> LookAsync(params AccessShare[] others) => vendor.DoAsync(
            AccessOperations.Inspect, new AccessInspect(record, "m", spec) { Others = others }, vendor.RolesSetting, ("vizpinsMethod", "com.vizpin.x.vizpins"));
    }

    [Fact]
    public async Task What_another_grant_stands_for_is_no_left_over_of_one_that_was_revoked()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);
        var record = await ApplyAsync(vendor, spec);
        var other = ShareOf(record);

        (await LookAsync("vizpinsMethod", "com.vizpin.x.vizpins", other)).Found.ShouldBeNull();
        (await LookAsync("vizpinsMethod", "com.vizpin.x.vizpins")).Found.ShouldBe(record);
        var shorter = other with { Window = other.Window with { From = other.Window.From.AddDays(-1), To = other.Window.To.AddDays(-1) } };
        (await LookAsync("vizpinsMethod", "com.vizpin.x.vizpins", shorter)).Found.ShouldBe(record);
        (await LookAsync("inspectByNeedAccess", true, other)).IsUnclear.ShouldBeTrue();
        (await LookAsync("inspectByNeedAccess", true)).Found.ShouldBe(record);

        Task<AccessInspection> LookAsync(string setting, object value, params AccessShare[] others) => vendor.DoAsync(
            AccessOperations.Inspect, new AccessInspect(record, "m", spec) { IsRevoked = true, Others = others }, vendor.RolesSetting, (setting, value));
    }

    [Theory]
    [InlineData("user.preregister")]
    [InlineData("user.associate")]
    [InlineData("user.grantphonerole")]
    public async Task An_apply_whose_answer_was_lost_can_be_repeated(string method)
    {
        await using var vendor = await Installation.StartAsync();
        var spec = Drafts.Visitor([vendor.Data.Readers.List()[0].Id]);
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/services/apexrest/oem-api#com.vizpin." + method });

        (await Should.ThrowAsync<VendorException>(() => ApplyAsync(vendor, spec))).Error.EffectUnknown.ShouldBeTrue();
        var record = await ApplyAsync(vendor, spec);

        vendor.Data.Users.List(user => user.Text("last_name") == "Byron").ShouldHaveSingleItem().Id.ShouldBe(record.Id);
        OpenDays(vendor, record.Id).ShouldBe([16]);
    }

    private static AccessPlan Plan(Installation vendor, AccessSpec spec) => vendor.Connector.Access!.Plan(vendor.Context(vendor.RolesSetting), spec);

    private static Task<AccessRecord> ApplyAsync(Installation vendor, AccessSpec spec, params IReadOnlyList<AccessShare> others) =>
        vendor.DoAsync(AccessOperations.Apply, new AccessApply(spec, Plan(vendor, spec), "m", others), vendor.RolesSetting);

    private static Task<AccessRevocation> RevokeAsync(
        Installation vendor, AccessRecord record, AccessShare? others = null, params (string, object)[] settings) =>
        vendor.DoAsync(AccessOperations.Revoke, new AccessRevoke(record, "over", others is null ? [] : [others]), [vendor.RolesSetting, .. settings]);

    private static AccessShare ShareOf(AccessRecord record) => new(record.Window, record.Roles, record.AccessPoints);

    // From the clock's today on: what was open before cannot be taken back.
    private static IEnumerable<int> OpenDays(Installation vendor, string user) =>
        Enumerable.Range(15, 16).Where(day => vendor.Data.OpeningsOn(new DateOnly(2026, 6, day)).Any(opening => opening.User == user));
}
