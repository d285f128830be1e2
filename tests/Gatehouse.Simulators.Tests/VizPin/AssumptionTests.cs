using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.VizPin;

namespace Gatehouse.Simulators.Tests.VizPin;

public sealed class AssumptionTests : VizPinTest
{
    protected override VizPinSimulatorOptions Options => new()
    {
        GeneratesCredentials = false,
        Assumptions = new VizPinAssumptions
        {
            FailureMember = FailureMember.Result,
            AnswerId = AnswerId.Other,
            LocationsAnswer = LocationsAnswer.Object,
            ProseNames = true,
            UnknownIsEmpty = true,
            CodeNames = true,
            Versions = new HashSet<string>(StringComparer.Ordinal) { "2" },
            BatchSize = 2,
            RefuseOverlappingRoles = false,
            TokenInactivity = TimeSpan.FromMinutes(1),
        },
    };

    [Fact]
    public async Task Failures_can_stand_under_result_with_the_name_of_the_code()
    {
        var refused = await RefusedAsync("user.delete", new() { ["userid"] = "nobody" }, "result");

        refused["code"]!.GetValue<string>().ShouldBe("API_VIZPIN_NOT_FOUND_ERROR");
        (await CallAsync("time"))["code"]!.GetValue<string>().ShouldBe("API_VIZPIN_TIME_SUCCESS");
    }

    [Fact]
    public async Task The_id_of_an_answer_can_differ() => (await AnswerAsync("time"))["id"]!.GetValue<long>().ShouldBe(2273);

    [Fact]
    public async Task Something_unknown_can_be_an_empty_object() =>
        (await CallAsync("user.get", new() { ["userid"] = "nobody" }))["user"]!.AsObject().ShouldBeEmpty();

    [Fact]
    public async Task The_names_of_the_prose_can_count()
    {
        var account = (await CallAsync("account.add", new() { ["account"] = new JsonObject { ["name"] = "New" } }))["account"]!["id"]!.GetValue<string>();

        (await CallAsync("account.get", new() { ["accountid"] = account }))["account"]!["name"]!.GetValue<string>().ShouldBe("New");
        await CallAsync("user.list", new() { ["account_id"] = account, ["locationid"] = "", ["totalcount"] = "0", ["batchcount"] = "1" });
        await RefusedAsync("account.get", new() { ["id"] = account }, "result");
    }

    [Fact]
    public async Task One_location_can_be_an_object() =>
        (await CallAsync("location.get", new() { ["id"] = Tower }))["locations"]!.GetValueKind().ShouldBe(JsonValueKind.Object);

    [Fact]
    public async Task Batches_can_be_of_another_size() =>
        (await CallAsync("user.count", new() { ["account_id"] = "", ["locationid"] = Tower }))["batchcounter"]!.GetValue<string>().ShouldBe("3");

    [Fact]
    public async Task Card_numbers_may_have_to_be_arranged() => (await RefusedAsync(
        "credential.generate", new() { ["userid"] = Data.Users.List()[0].Id, ["account_id"] = Data.Accounts.List()[0].Id }, "result"))["message"]!
        .GetValue<string>().ShouldContain("not enabled");

    [Fact]
    public async Task Roles_on_the_same_reader_can_be_allowed()
    {
        await CallAsync("user.grantphonerole", AccessTests.Grant(Tower, Data.Users.List()[0].Id, Data.Roles.List()[1].Id, "2026-06-15", "2026-06-16"));

        Data.Grants.Count.ShouldBe(2);
    }
}
