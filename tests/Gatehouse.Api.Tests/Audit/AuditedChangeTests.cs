using System.Net;
using System.Text.Json;
using Gatehouse.Api.Tests.Webhooks;
using Gatehouse.Simulators.Spintly;

namespace Gatehouse.Api.Tests.Audit;

/// <summary>What the audit knows of changes at a facility: who, what, before and after.</summary>
public sealed class AuditedChangeTests : IAsyncLifetime
{
    private Building _building = null!;

    private Hub Hub => _building.Hub;

    public async Task InitializeAsync() => _building = await Building.StartAsync();

    public async Task DisposeAsync() => await _building.DisposeAsync();

    [Fact]
    public async Task Visits_are_kept_as_they_were_without_their_codes()
    {
        var now = Hub.Clock.GetUtcNow();
        var draft = new
        {
            key = "v1",
            visitor = new { name = "Åsa Ek", email = "asa@example.com", phone = "+46701234567" },
            window = new { from = now, to = now.AddHours(2) },
            fields = new { accessPoints = new[] { _building.DoorId } },
        };
        var made = await SendAsync(HttpMethod.Post, "facilities/harbour/visits", draft);
        var id = made.Text("id");
        var code = made.GetProperty("credentials")[0].Text("value");
        code.ShouldNotBeEmpty();
        await SendAsync(HttpMethod.Patch, $"facilities/harbour/visits/{id}", new { window = new { to = now.AddHours(3) } });
        await SendAsync(HttpMethod.Put, "facilities/harbour/visits/key:v1", new { window = new { to = now.AddHours(4) } });
        await SendAsync(HttpMethod.Delete, $"facilities/harbour/visits/{id}");

        (await BeforeAsync("createVisit")).ShouldBeNull();
        ToOf((await BeforeAsync("updateVisit"))!.Value).ShouldBe(now.AddHours(2));
        ToOf((await BeforeAsync("putVisit"))!.Value).ShouldBe(now.AddHours(3));
        var deleted = (await BeforeAsync("deleteVisit"))!.Value;
        ToOf(deleted).ShouldBe(now.AddHours(4));
        deleted.GetProperty("visitor").Text("name").ShouldBe("Åsa Ek");
        (await AuditAsync("")).GetRawText().ShouldNotContain(code);

        static DateTimeOffset ToOf(JsonElement visit) => visit.GetProperty("window").GetProperty("to").GetDateTimeOffset();
    }

    [Fact]
    public async Task Grants_are_kept_as_they_were_without_their_codes()
    {
        var now = Hub.Clock.GetUtcNow();
        var draft = new
        {
            subject = new { name = "Åsa Ek" },
            window = new { from = now, to = now.AddHours(2) },
            targets = new[] { new { facility = "harbour", accessPoints = new[] { new { id = FormattableString.Invariant($"{_building.DoorId}") } } } },
        };
        var id = (await SendAsync(HttpMethod.Post, "grants", draft)).Text("id");
        await _building.DrainAsync();
        var code = (await Hub.Admin.GetJsonAsync($"grants/{id}")).GetProperty("targets")[0].GetProperty("credentials")[0].Text("value");
        await SendAsync(HttpMethod.Patch, $"grants/{id}", new { window = new { to = now.AddHours(3) } });
        await _building.DrainAsync();
        await SendAsync(HttpMethod.Delete, $"grants/{id}");

        (await BeforeAsync("updateGrant"))!.Value.GetProperty("window").GetProperty("to").GetDateTimeOffset().ShouldBe(now.AddHours(2));
        var revoked = (await BeforeAsync("revokeGrant"))!.Value;
        revoked.Text("state").ShouldBe("active");
        revoked.GetProperty("targets")[0].Text("facility").ShouldBe("harbour");
        (await AuditAsync("")).GetRawText().ShouldNotContain(code);
    }

    [Fact]
    public async Task Of_a_secret_it_is_kept_that_there_was_one()
    {
        await _building.AddAsync("quay");
        await _building.SetSecretAsync("webhook-secret", "the-first-of-its-secrets", "quay");
        Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await _building.SetSecretAsync("webhook-secret", "the-second-of-its-secrets", "quay");

        var entries = (await AuditAsync("?facility=quay&operation=putSecret")).GetProperty("value").EnumerateArray()
            .Where(entry => entry.Text("resource").EndsWith("/webhook-secret", StringComparison.Ordinal)).ToList();
        entries.Select(entry => entry.GetProperty("before").TryGetProperty("value", out var value) ? value.GetString() : null).ShouldBe(["***", null]);
        (await AuditAsync("")).GetRawText().ShouldNotContain("of-its-secrets");
    }

    [Fact]
    public async Task Replays_are_kept_with_what_was_replayed()
    {
        await _building.SwipeAsync(new AccessSwipe("4711", _building.DoorId));
        var (_, broken) = await _building.PostAsync("""{"messageData":{"msgType":"access_event","data":{"eventTimeEpoch":1781881200}}}""");
        await _building.DrainAsync();
        var webhook = (await Hub.Admin.GetJsonAsync("facilities/harbour/webhooks?status=processed")).GetProperty("value")[0].Text("id");
        await SendAsync(HttpMethod.Post, $"facilities/harbour/webhooks/{webhook}/replay", new { });
        var letter = (await Hub.Admin.GetJsonAsync("dead-letters")).GetProperty("value")[0].Text("id");
        await SendAsync(HttpMethod.Post, $"dead-letters/{letter}/replay", new { });

        (await BeforeAsync("replayWebhook"))!.Value.Text("status").ShouldBe("processed");
        (await BeforeAsync("replayDeadLetter"))!.Value.Text("reference").ShouldBe(broken);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string address, object? body = null)
    {
        using var answer = await Hub.Admin.SendJsonAsync(method, address, JsonSerializer.Serialize(body));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return answer.StatusCode == HttpStatusCode.NoContent ? default : await answer.JsonAsync();
    }

    private Task<JsonElement> AuditAsync(string query) => Hub.Admin.GetJsonAsync("audit" + query);

    private async Task<JsonElement?> BeforeAsync(string operation)
    {
        var entry = (await AuditAsync($"?operation={operation}")).GetProperty("value").EnumerateArray().ShouldHaveSingleItem();
        return entry.TryGetProperty("before", out var before) ? before : null;
    }
}
