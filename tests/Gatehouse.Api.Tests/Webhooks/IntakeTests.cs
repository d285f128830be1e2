using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Testing.StandardWebhooks;
using Gatehouse.Webhooks;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>Who is let in, and what a sender is told.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    private const string Standard = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherStandard = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static readonly byte[] Body = "{\"type\":\"thing.happened\",\"näme\":\"Åsa\"}"u8.ToArray();
    private Building _building = null!;

    public async Task InitializeAsync() => _building = await Building.StartAsync();

    public async Task DisposeAsync() => await _building.DisposeAsync();

    [Fact]
    public async Task A_sender_with_the_reference_implementation_of_standard_webhooks_is_let_in_and_each_tampering_refused()
    {
        await using var peer = await StandardWebhooksServer.StartAsync();
        await SetAsync(new { verification = "standardWebhooks" }, $"{OtherStandard} {Standard}");
        var now = _building.Hub.Clock.GetUtcNow();
        var signature = await peer.SignAsync(Standard, "msg_1", now, Encoding.UTF8.GetString(Body));

        await RefusedAsync([.. Body, (byte)' '], Headers("msg_1", now, signature));
        await RefusedAsync(Body, Headers("msg_2", now, signature));
        await RefusedAsync(Body, Headers("msg_1", now.AddSeconds(1), signature));
        foreach (var minutes in new[] { -6, 6 })
        {
            var then = now.AddMinutes(minutes);
            await RefusedAsync(Body, Headers("msg_1", then, await peer.SignAsync(Standard, "msg_1", then, Encoding.UTF8.GetString(Body))));
        }

        await RefusedAsync(Body, Headers("msg_1", now, await peer.SignAsync("whsec_" + Convert.ToBase64String(new byte[24]), "msg_1", now, Encoding.UTF8.GetString(Body))));
        foreach (var missing in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" })
            await RefusedAsync(Body, Headers("msg_1", now, signature).Where(header => header.Name != missing));

        (await _building.PostAsync(Body, Headers("msg_1", now, signature))).Status.ShouldBe(HttpStatusCode.Accepted);
        var early = now.AddMinutes(4);
        var ofOther = await peer.SignAsync(OtherStandard, "msg_3", early, Encoding.UTF8.GetString(Body));
        (await _building.PostAsync(Body, Headers("msg_3", early, $"v1a,AAAA {signature} {ofOther}"))).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_webhook_without_a_secret_is_refused_like_one_of_a_facility_that_there_is_not()
    {
        await _building.Hub.AddFacilityAsync("bare");
        foreach (var facility in new[] { "bare", "nobody", "NOT an id" })
        {
            var (status, problem) = await _building.PostAsync(Body, [("x-api-key", Building.Key)], $"webhooks/{facility}");
            (status, problem.Text("code")).ShouldBe((HttpStatusCode.Unauthorized, "webhook_refused"));
            (await _building.PostAsync(Body, [], $"webhooks/{facility}/some-token")).Body.Text("detail").ShouldBe(problem.Text("detail"));
        }

        (await _building.PostAsync(Body, [("x-api-key", "a-key-that-nobody-knows")])).Body.Text("code").ShouldBe("webhook_refused");
        (await _building.PostAsync(Body, [("x-api-key", Building.Key)], $"webhooks/harbour/{Building.Key}")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await _building.PostAsync(Body, [("x-api-key", Building.Key)])).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("hex", null)]
    [InlineData("hex", "x-time")]
    [InlineData("base64", null)]
    [InlineData("base64", "x-time")]
    public async Task A_signature_in_a_named_header_is_verified(string encoding, string? timestampHeader)
    {
        const string Secret = "a-secret-of-the-sender";
        await SetAsync(new { verification = "hmac", header = "X-Signature", prefix = "sha256=", encoding, timestampHeader, toleranceSeconds = 60 }, Secret);
        var now = _building.Hub.Clock.GetUtcNow();

        (await _building.PostAsync(Body, Signed(now))).Status.ShouldBe(HttpStatusCode.Accepted);
        await RefusedAsync([.. Body, (byte)'\n'], Signed(now));
        await RefusedAsync(Body, Signed(now).Select(header => (header.Name, header.Value.Replace("sha256=", "", StringComparison.Ordinal))));
        await RefusedAsync(Body, []);
        if (timestampHeader is not null)
        {
            await RefusedAsync(Body, Signed(now.AddSeconds(61)));
            await RefusedAsync(Body, Signed(now).Select(header => header.Name == timestampHeader ? (header.Name, "1") : header));
        }

        IEnumerable<(string Name, string Value)> Signed(DateTimeOffset at)
        {
            var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] content = timestampHeader is null ? Body : [.. Encoding.UTF8.GetBytes(time + "."), .. Body];
            var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), content);
            yield return ("X-Signature", "sha256=" + (encoding == "hex" ? Convert.ToHexString(hash) : Convert.ToBase64String(hash)));
            if (timestampHeader is not null)
                yield return (timestampHeader, time);
        }
    }

    [Fact]
    public async Task A_path_token_lets_in_and_is_not_logged()
    {
        await SetAsync(new { verification = "pathToken" }, "token-0123456789abcdef other-0123456789abcdef");

        (await _building.PostAsync(Body, [], "webhooks/harbour/token-0123456789abcdef")).Status.ShouldBe(HttpStatusCode.Accepted);
        (await _building.PostAsync(Body, [], "webhooks/harbour/other-0123456789abcdef")).Status.ShouldBe(HttpStatusCode.OK);
        await RefusedAsync(Body, [], "webhooks/harbour/token-0123456789abcdeg");
        await RefusedAsync(Body, []);
        _building.Hub.Log.All.ShouldNotContain(line => line.Contains("0123456789abcdef", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_networks_of_the_sender_are_let_in()
    {
        await _building.PutAsync(new { webhooks = new { networks = new[] { "203.0.113.0/24" } } });
        await RefusedAsync(Body, [("x-api-key", Building.Key)]);

        await _building.PutAsync(new { webhooks = new { networks = new[] { "203.0.113.0/24", "127.0.0.0/8" } } });
        (await _building.PostAsync(Body, [("x-api-key", Building.Key)])).Status.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_anything_else()
    {
        var largest = Encoding.UTF8.GetBytes(new string('x', WebhookIntake.BodyBytes));
        (await _building.PostAsync([.. largest, 0], [])).Body.Text("code").ShouldBe("body_too_large");
        var (status, answer) = await _building.PostAsync(largest, [("x-api-key", Building.Key)]);

        status.ShouldBe(HttpStatusCode.Accepted);
        (await _building.Hub.Admin.GetJsonAsync($"facilities/harbour/webhooks/{answer.Text("id")}")).Text("body").Length.ShouldBe(WebhookIntake.BodyBytes);
    }

    [Fact]
    public async Task A_webhook_costs_two_operations_up_to_its_answer_and_six_in_all()
    {
        await _building.PostAsync("""{"warm":"up"}""");
        await _building.DrainAsync();
        var before = _building.Stores.Operations;
        var all = _building.Stores.All;

        await _building.PostAsync("""{"a":"webhook"}""");
        (_building.Stores.Operations - before, _building.Stores.All - all).ShouldBe((2, 2));
        await _building.DrainAsync();

        // The last look into the queue finds it empty.
        (_building.Stores.Operations - before - 1).ShouldBe(6);
    }

    [Fact]
    public async Task A_repetition_is_answered_with_the_first_id_and_asked_for_again_only_while_the_first_waits()
    {
        const string Passage = """{"messageData":{"requestId":"REQUEST","msgType":"access_event","data":{"eventId":7,"eventTimeEpoch":1781881200}}}""";
        var (status, id) = await _building.PostAsync(Passage);
        status.ShouldBe(HttpStatusCode.Accepted);
        var before = _building.Stores.Operations;

        // Recognised by eventId: requestId is another one with each try.
        (await _building.PostAsync(Passage.Replace("REQUEST", "again", StringComparison.Ordinal))).ShouldBe((HttpStatusCode.OK, id));
        (_building.Stores.Operations - before).ShouldBe(3);
        await _building.DrainAsync();
        before = _building.Stores.Operations;
        _building.Hub.Clock.Advance(TimeSpan.FromDays(2));

        (await _building.PostAsync(Passage)).ShouldBe((HttpStatusCode.OK, id));
        (_building.Stores.Operations - before).ShouldBe(2);
        (await _building.PassagesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_sender_who_was_not_told_because_the_queue_was_away_may_send_again()
    {
        _building.Stores.QueueIsAway = true;
        var (status, problem) = await _building.PostAsync(Body, [("x-api-key", Building.Key)]);
        (status, problem.Text("code")).ShouldBe((HttpStatusCode.ServiceUnavailable, "store_unavailable"));

        _building.Stores.QueueIsAway = false;
        var (again, answer) = await _building.PostAsync(Body, [("x-api-key", Building.Key)]);
        again.ShouldBe(HttpStatusCode.OK);
        await _building.DrainAsync();
        (await _building.WebhookAsync(answer.Text("id"))).Text("status").ShouldBe("ignored");
    }

    [Fact]
    public async Task Settings_and_secrets_that_cannot_work_are_named()
    {
        using var put = await _building.Hub.Admin.SendJsonAsync(
            HttpMethod.Put, "facilities/harbour",
            """{"webhooks":{"verification":"hmac","timestampHeader":"no header","toleranceSeconds":0,"dedupe":"body","dedupeName":"x","networks":["here"]}}""");
        (await put.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(
            ["/webhooks/header", "/webhooks/timestampHeader", "/webhooks/toleranceSeconds", "/webhooks/dedupeName", "/webhooks/networks/0"]);
        foreach (var secret in new[] { "too-short", "long-enough-0123456 short", "whsec_this is not Base64!" })
        {
            using var set = await _building.Hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/harbour/secrets/webhook-secret", $$"""{"value":"{{secret}}"}""");
            await set.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid");
        }
    }

    private static IEnumerable<(string Name, string Value)> Headers(string id, DateTimeOffset at, string signature) =>
    [
        ("webhook-id", id),
        ("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ("webhook-signature", signature),
    ];

    private async Task SetAsync(object webhooks, string secret)
    {
        await _building.PutAsync(new { webhooks });
        await _building.SetSecretAsync("webhook-secret", secret);
    }

    private async Task RefusedAsync(byte[] body, IEnumerable<(string Name, string Value)> headers, string address = "webhooks/harbour")
    {
        var (status, problem) = await _building.PostAsync(body, headers, address);
        (status, problem.Text("code")).ShouldBe((HttpStatusCode.Unauthorized, "webhook_refused"));
    }
}
