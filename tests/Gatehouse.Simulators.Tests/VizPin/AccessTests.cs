using System.Text.Json.Nodes;
using Gatehouse.Simulators.VizPin;

namespace Gatehouse.Simulators.Tests.VizPin;

public sealed class AccessTests : VizPinTest
{
    protected override VizPinSimulatorOptions Options => new()
    {
        RolesMethod = "com.vizpin.x.roles",
        VizPinsMethod = "com.vizpin.x.vizpins",
        RevokeMethod = "com.vizpin.x.revoke",
        ActivityMethod = "com.vizpin.x.activity",
    };

    [Fact]
    public async Task A_role_opens_its_readers_on_whole_days()
    {
        var (user, role) = (Data.Users.List()[1].Id, Data.Roles.List()[1]);
        (await AccessAsync("2026-06-16")).ShouldNotContain(user);

        await CallAsync("user.grantphonerole", Grant(Tower, user, role.Id, "2026-06-16", "2026-06-17"));

        foreach (var (day, opens) in new[] { ("2026-06-15", 0), ("2026-06-16", 2), ("2026-06-17", 2), ("2026-06-18", 0) })
            Data.OpeningsOn(DateOnly.Parse(day, null)).Count(opening => opening.User == user).ShouldBe(opens, day);
        (await AccessAsync("2026-06-17")).ShouldContain(user);
        OpensToday().ShouldBe("false");
        Clock.Advance(TimeSpan.FromDays(1));
        OpensToday().ShouldBe("true");

        string OpensToday() => Data.Grants.Find($"{user}|{role.Id}")!.Holds(Data.TodayAt(Tower)) ? "true" : "false";
    }

    [Fact]
    public async Task Granting_again_replaces_the_dates_and_past_ones_open_nothing()
    {
        var (user, role) = (Data.Users.List()[1].Id, Data.Roles.List()[1].Id);
        await CallAsync("user.grantphonerole", Grant(Tower, user, role, "2026-06-15", "2026-06-20"));

        await CallAsync("user.grantphonerole", Grant(Tower, user, role, "2026-06-14", "2026-06-14"));

        Data.OpeningsOn(new DateOnly(2026, 6, 15)).ShouldNotContain(opening => opening.User == user);
        Data.Grants.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_roles_on_one_reader_exclude_each_other_at_the_same_time()
    {
        var (user, other) = (Data.Users.List()[0].Id, Data.Roles.List()[1].Id);

        (await RefusedAsync("user.grantphonerole", Grant(Tower, user, other, "2026-06-16", "2026-06-16")))["message"]!.GetValue<string>().ShouldContain("same device");
        await CallAsync("user.grantphonerole", Grant(Tower, user, other, "2026-09-01", "2026-09-02"));
    }

    [Fact]
    public async Task A_role_needs_its_site_and_a_user_of_it()
    {
        var (visitor, stranger) = (Data.Users.List()[1].Id, Data.Users.List()[7].Id);
        var (roles, annex) = (Data.Roles.List(), Data.Locations.List()[1].Id);

        await RefusedAsync("user.grantphonerole", Grant(Tower, stranger, roles[0].Id, "2026-06-16", "2026-06-16"));
        await RefusedAsync("user.grantphonerole", Grant(annex, visitor, roles[0].Id, "2026-06-16", "2026-06-16"));
        await RefusedAsync("user.grantphonerole", Grant(Tower, visitor, roles[0].Id, "16/06/2026", "2026-06-16"));
        await CallAsync("user.associate", new()
        {
            ["location_ids"] = new JsonArray(Tower),
            ["assoc_user"] = Data.Users.Find(stranger)!.Content(),
        });
        await CallAsync("user.associate", new() { ["location_ids"] = new JsonArray(annex, Tower), ["assoc_user"] = stranger });

        await CallAsync("user.grantphonerole", Grant(Tower, stranger, roles[0].Id, "2026-06-16", "2026-06-16"));
        Data.LocationsOf(stranger).ShouldBe([Tower, annex, Data.Locations.List()[2].Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_needs_access_is_who_has_none_now_or_later()
    {
        var users = Data.Users.List();
        await CallAsync("user.grantphonerole", Grant(Tower, users[1].Id, Data.Roles.List()[0].Id, "2026-07-01", "2026-07-01"));
        await CallAsync("user.grantphonerole", Grant(Tower, users[2].Id, Data.Roles.List()[0].Id, "2026-06-14", "2026-06-14"));

        Ids((await NeedAsync("", Tower))["users"]).ShouldBe([users[2].Id, users[3].Id, users[4].Id]);
        Ids((await NeedAsync(Data.Accounts.List()[0].Id, ""))["users"]).ShouldBe([users[2].Id, users[3].Id, users[4].Id, users[5].Id]);

        Task<JsonObject> NeedAsync(string account, string location) =>
            CallAsync("user.NeedAccess", new() { ["account_id"] = account, ["locationid"] = location });
    }

    [Fact]
    public async Task The_methods_that_the_seed_does_not_have_answer_under_the_names_of_the_options()
    {
        var (user, role) = (Data.Users.List()[0].Id, Data.Roles.List()[0].Id);

        Ids((await CallAsync("x.roles", new() { ["locationid"] = Tower }))["roles"]).ShouldBe(Data.Roles.List().Take(2).Select(item => item.Id));
        (await CallAsync("x.vizpins", new() { ["userid"] = user }))["vizpins"]!.AsArray().Count.ShouldBe(1);
        (await CallAsync("x.activity", new() { ["locationid"] = Tower, ["start_date"] = "2026-06-15", ["stop_date"] = "2026-06-15" }))["activities"]!
            .AsArray().Select(entry => entry!["activity_code"]!.GetValue<string>()).ShouldBe(["unlock", "denied"]);
        var revoke = new JsonObject { ["user_ids"] = new JsonArray(user), ["role_ids"] = new JsonArray(role) };
        await CallAsync("x.revoke", revoke);
        await RefusedAsync("x.revoke", revoke);
        Data.Grants.Count.ShouldBe(0);
    }

    internal static JsonObject Grant(string site, string user, string role, string start, string stop) => new()
    {
        ["site_id"] = site,
        ["user_ids"] = new JsonArray(user),
        ["role_ids"] = new JsonArray(role),
        ["start_date"] = start,
        ["stop_date"] = stop,
    };

    private async Task<IEnumerable<string>> AccessAsync(string day) =>
        (await ControlAsync("access?date=" + day)).AsArray().Select(opening => opening!["user"]!.GetValue<string>());
}
