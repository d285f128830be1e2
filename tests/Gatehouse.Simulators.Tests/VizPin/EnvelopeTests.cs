using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Tests.VizPin;

public sealed class EnvelopeTests : VizPinTest
{
    [Fact]
    public async Task A_login_answers_a_token_and_the_seeds_code()
    {
        var answer = await PostAsync(Envelope("user.authenticate", new() { ["username"] = Options.Username, ["password"] = Options.Password }), token: null);

        answer["status"]!.GetValue<int>().ShouldBe(1);
        answer["id"]!.GetValue<string>().ShouldBe("2272");
        answer["result"]!["code"]!.GetValue<int>().ShouldBe(9);
        answer["result"]!["now"]!.GetValue<long>().ShouldBe(Clock.GetUtcNow().ToUnixTimeSeconds());
        answer["result"]!["token"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_code_4_inside_200()
    {
        var refused = await RefusedAsync("user.authenticate", new() { ["username"] = Options.Username, ["password"] = "no" });

        refused["code"]!.GetValue<int>().ShouldBe(4);
        refused["message"]!.GetValue<string>().ShouldBe("Missing or invalid password or username");
    }

    [Fact]
    public async Task A_call_needs_the_token_and_the_oem_key()
    {
        var token = await LoginAsync();
        (await PostAsync(Envelope("time", null), token))["status"]!.GetValue<int>().ShouldBe(1);

        (await PostAsync(Envelope("time", null), token: null))["status"]!.GetValue<int>().ShouldBe(0);
        (await PostAsync(Envelope("time", null), "made-up"))["status"]!.GetValue<int>().ShouldBe(0);
        (await PostAsync(Envelope("user.get", new() { ["oem_key"] = "other", ["userid"] = "x" }), token))["error"]!["message"]!.GetValue<string>()
            .ShouldContain("oem_key");
    }

    [Fact]
    public async Task A_token_ends_by_inactivity_and_by_control()
    {
        var token = await LoginAsync();
        for (var count = 0; count < 3; count++)
        {
            Clock.Advance(TimeSpan.FromMinutes(9));
            (await PostAsync(Envelope("time", null), token))["status"]!.GetValue<int>().ShouldBe(1);
        }

        Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        (await PostAsync(Envelope("time", null), token))["error"]!["message"]!.GetValue<string>().ShouldBe("Invalid or expired token");

        var next = await LoginAsync();
        using var revoked = await Client.DeleteAsync(new Uri(Simulator.Host.ControlAddress, "tokens"));
        (await PostAsync(Envelope("time", null), next))["status"]!.GetValue<int>().ShouldBe(0);
    }

    [Theory]
    [InlineData("id", "12345678901")]
    [InlineData("id", "12-4")]
    [InlineData("id", "")]
    [InlineData("!version", "3")]
    [InlineData("jsonrpc", "1.0")]
    [InlineData("method", "com.vizpin.role.list")]
    [InlineData("params", "none")]
    public async Task A_wrong_envelope_is_refused(string member, string value)
    {
        var envelope = Envelope("time", null);
        envelope[member] = value;

        (await PostAsync(envelope, await LoginAsync()))["status"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Names_as_the_samples_write_them_are_taken()
    {
        var envelope = Envelope("time", null);
        envelope.Remove("jsonrpc");
        envelope["Jsonrpc"] = "2.0";
        envelope["!version"] = "2.0";
        envelope["id"] = 1272;

        (await PostAsync(envelope, await LoginAsync()))["status"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Keys_and_passwords_are_in_no_log_and_no_dump()
    {
        await CallAsync("user.register", new() { ["user"] = User("+15550001111", "Pass", "very-secret-1") });

        var (log, dump) = ((await ControlAsync("requests")).ToJsonString(), (await ControlAsync("dump")).ToJsonString());

        foreach (var secret in new[] { Options.OemKey, Options.Password, "very-secret-1" })
        {
            log.ShouldNotContain(secret);
            dump.ShouldNotContain(secret);
        }

        log.ShouldContain("15550001111");
    }

    [Fact]
    public async Task A_fault_can_hit_one_method()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Path = "/services/apexrest/oem-api#com.vizpin.account.list", Status = 503 });
        await CallAsync("time");

        using var request = new HttpRequestMessage(HttpMethod.Post, Simulator.Host.BaseAddress) { Content = JsonContent.Create(Envelope("account.list", null)) };
        using var response = await Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(503);
    }

    [Fact]
    public async Task A_reset_ends_tokens_and_restores_the_seeds()
    {
        var seeded = Data.Users.List();
        await CallAsync("user.delete", new() { ["user_id"] = seeded[0].Id });

        Simulator.Host.Reset();

        Data.Users.List().ShouldBe(seeded);
        (await AnswerAsync("time"))["status"]!.GetValue<int>().ShouldBe(0);
    }

    private static JsonObject User(string phone, string lastName, string password) => new()
    {
        ["id"] = "",
        ["phone"] = phone,
        ["last_name"] = lastName,
        ["password"] = password,
    };
}
