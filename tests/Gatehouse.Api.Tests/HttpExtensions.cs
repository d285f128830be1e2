using System.Net;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Api.Tests;

/// <summary>Short ways to send and read JSON.</summary>
internal static class HttpExtensions
{
    public static Task<HttpResponseMessage> SendJsonAsync(
        this HttpClient client, HttpMethod method, string address, string body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    /// <summary>The problem that an answer must be, with its status.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonElement.Parse(text);
        problem.Text("code").ShouldBe(code);
        problem.Text("type").ShouldBe($"urn:gatehouse:problem:{code}");
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.Text("title").ShouldNotBeEmpty();
        problem.Text("detail").ShouldNotBeEmpty();
        problem.Text("traceId").ShouldNotBeEmpty();
        problem.TryGetProperty("retryable", out _).ShouldBeTrue();
        return problem;
    }

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static IReadOnlyList<string> Pointers(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("pointer"))];

    public static int? RetryAfterSeconds(this HttpResponseMessage answer) => (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds;
}
