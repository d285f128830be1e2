using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>What the API answered.</summary>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    public int? RetryAfter => Headers.TryGetValue("Retry-After", out var seconds) ? int.Parse(seconds, CultureInfo.InvariantCulture) : null;

    /// <summary>The answer's JSON, when its status is as it must be.</summary>
    public JsonElement Is(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return Body.Length == 0 ? default : Json;
    }

    /// <summary>The problem that the answer must be.</summary>
    public JsonElement IsProblem(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Text);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Json.Text("code").ShouldBe(code, Text);
        Json.Text("traceId").ShouldNotBeNullOrEmpty();
        return Json;
    }
}
