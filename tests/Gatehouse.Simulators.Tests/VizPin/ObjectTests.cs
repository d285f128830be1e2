using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.VizPin;

public sealed class ObjectTests : VizPinTest
{
    [Fact]
    public async Task Accounts_are_listed_read_added_and_replaced()
    {
        Ids((await CallAsync("account.list"))["accounts"]).ShouldBe(Data.Accounts.List().Select(account => account.Id));
        var added = (await CallAsync("account.add", new() { ["add_account"] = new JsonObject { ["name"] = "Quay", ["whatever"] = new JsonArray(1, "b") } }))["account"]!;
        var id = added["id"]!.GetValue<string>();

        await CallAsync("account.edit", new() { ["account"] = new JsonObject { ["id"] = id, ["name"] = "Quay 2" } });

        var read = (await CallAsync("account.get", new() { ["id"] = id }))["account"]!.AsObject();
        read["name"]!.GetValue<string>().ShouldBe("Quay 2");
        read.ContainsKey("whatever").ShouldBeFalse();
        added["whatever"]!.ToJsonString().ShouldBe("""[1,"b"]""");
        await RefusedAsync("account.get", new() { ["id"] = "a0M000000000000" });
    }

    [Fact]
    public async Task Locations_are_a_list_from_a_get_and_an_object_from_an_add()
    {
        var account = Data.Accounts.List()[0].Id;
        var added = (await CallAsync("location.add", new() { ["location"] = Location("") }))["locations"]!;
        added.GetValueKind().ShouldBe(JsonValueKind.Object);
        var id = added["id"]!.GetValue<string>();
        (await CallAsync("location.edit", new() { ["location"] = Location(id) }))["locations"]!.GetValueKind().ShouldBe(JsonValueKind.Object);

        Ids((await CallAsync("location.get", new() { ["id"] = id }))["locations"]).ShouldBe([id]);
        Ids((await CallAsync("location.list", new() { ["accountid"] = account }))["locations"]).ShouldContain(id);
        await RefusedAsync("location.add", new() { ["location"] = Location("a0j23") });

        JsonObject Location(string id) => new() { ["id"] = id, ["accountid"] = account, ["name"] = "Pier" };
    }

    [Fact]
    public async Task A_reader_in_first_in_mode_needs_a_schedule()
    {
        var reader = new JsonObject { ["id"] = "", ["locationid"] = Tower, ["name"] = "Side door", ["first_in"] = "on", ["schedule"] = "" };
        (await RefusedAsync("reader.add", new() { ["add_reader"] = reader.DeepClone() }))["message"]!.GetValue<string>().ShouldContain("schedule");
        reader["schedule"] = new JsonObject { ["name"] = "Office hours" };

        var id = (await CallAsync("reader.add", new() { ["add_reader"] = reader.DeepClone() }))["reader"]!["id"]!.GetValue<string>();

        reader["id"] = id;
        reader["schedule"] = "";
        await RefusedAsync("reader.edit", new() { ["edit_reader"] = reader.DeepClone() });
        Ids((await CallAsync("reader.get", new() { ["readerid"] = id }))["readers"]).ShouldBe([id]);
        Ids((await CallAsync("reader.list", new() { ["locationid"] = Tower }))["readers"]).ShouldContain(id);
    }

    [Fact]
    public async Task Users_come_in_batches_with_counts_as_texts()
    {
        for (var number = 0; number < 145; number++)
            Data.Associate(Data.AddUser("New", $"User {number}", $"+1556{number}").Id, Tower);
        var account = Data.Accounts.List()[0].Id;

        var count = await CallAsync("user.count", new() { ["account_id"] = account, ["locationid"] = "" });
        (count["totalcount"]!.GetValue<string>(), count["batchcounter"]!.GetValue<string>()).ShouldBe(("151", "2"));
        var first = await ListAsync("1");
        var second = await ListAsync("2");

        (first.Length, second.Length, first.Union(second).Count()).ShouldBe((100, 51, 151));
        (await ListAsync("3")).ShouldBeEmpty();
        (await CallAsync("user.count", new() { ["account_id"] = account, ["locationid"] = Tower }))["totalcount"]!.GetValue<string>().ShouldBe("150");

        async Task<string[]> ListAsync(string batch) => Ids((await CallAsync(
            "user.list", new() { ["account_id"] = account, ["locationid"] = "", ["totalcount"] = "151", ["batchcounter"] = batch }))["users"]);
    }

    [Fact]
    public async Task Users_are_registered_once_found_changed_and_deleted_everywhere()
    {
        var sent = new JsonObject { ["phone"] = "+15557654321", ["last_name"] = "Zoë", ["first_name"] = "A", ["password"] = "long-enough", ["extra"] = 7 };
        var answered = (await CallAsync("user.register", new() { ["user"] = sent.DeepClone() }))["user"]!.AsObject();
        answered.ContainsKey("password").ShouldBeFalse();
        var id = answered["id"]!.GetValue<string>();
        await RefusedAsync("user.register", new() { ["user"] = sent.DeepClone() });
        await RefusedAsync("user.preregister", new() { ["preregister_user"] = sent.DeepClone() });
        sent["password"] = "short";
        await RefusedAsync("user.register", new() { ["user"] = sent.DeepClone() });

        (await CallAsync("user.find", new() { ["phone"] = "+15557654321", ["last_name"] = "zoë" }))["user"]!["id"]!.GetValue<string>().ShouldBe(id);
        await CallAsync("user.edit", new() { ["user"] = new JsonObject { ["id"] = id, ["phone"] = "+15557654321", ["last_name"] = "New" } });
        var read = (await CallAsync("user.get", new() { ["userid"] = id }))["user"]!.AsObject();
        read.ContainsKey("extra").ShouldBeFalse();
        Data.Users.Find(id)!.Password.ShouldBe("long-enough");

        var deleted = await CallAsync("user.delete", new() { ["user_id"] = id });
        deleted["code"]!.GetValue<int>().ShouldBe((await CallAsync("user.edit", new() { ["user"] = Data.Users.List()[0].Content() }))["code"]!.GetValue<int>());
        await RefusedAsync("user.get", new() { ["userid"] = id });
    }

    [Fact]
    public async Task A_preregistered_user_needs_no_password_but_a_phone_with_country_code()
    {
        var user = new JsonObject { ["phone"] = "15551230000", ["last_name"] = "Guest" };
        await RefusedAsync("user.preregister", new() { ["preregister_user"] = user.DeepClone() });
        user["phone"] = "+15550009999";

        (await CallAsync("user.preregister", new() { ["preregister_user"] = user.DeepClone() }))["preregister_user"]!["last_name"]!.GetValue<string>().ShouldBe("Guest");
    }

    [Fact]
    public async Task Card_numbers_are_generated_and_listed()
    {
        var user = Data.Users.List()[1].Id;

        var made = (await CallAsync("credential.generate", new() { ["userid"] = user, ["account_id"] = Data.Accounts.List()[0].Id }))["credentials"]!;

        made["cardnumber"]!.GetValue<string>().ShouldNotBeEmpty();
        Ids((await CallAsync("credential.get", new() { ["userid"] = user }))["credentials"]).ShouldBe([made["id"]!.GetValue<string>()]);
    }
}
