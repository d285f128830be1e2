using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>JSON is read and written by generated code alone: what reflection would find costs each cold start.</summary>
public sealed class ReflectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Everything_that_is_read_and_what_flows_write_needs_no_reflection()
    {
        await using var process = await LocalProcess.StartWithAsync(WithoutReflection(), "--data", _folder, "--urls", "http://127.0.0.1:0");
        using var caller = new Caller(process.Address, await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key")));

        await WriteAsync(caller);
        foreach (var path in await ReadsAsync(caller))
            await caller.GetAsync(path);

        caller.Answers.Count.ShouldBeGreaterThan(100);
        caller.Answers.Where(answer => answer.Status == HttpStatusCode.InternalServerError).Select(answer => answer.Text).ShouldBeEmpty();
        process.Errors.ShouldNotContain("reflection", Case.Insensitive);
        process.Output.ShouldNotContain("JsonSerializerOptions");
    }

    private string WithoutReflection()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Gatehouse.Local.runtimeconfig.json")))!;
        config["runtimeOptions"]!["configProperties"]!["System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault"] = false;
        var path = Path.Combine(_folder, "runtimeconfig.json");
        File.WriteAllText(path, config.ToJsonString());
        return path;
    }

    private static async Task WriteAsync(Caller caller)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(1), DateTimeOffset.UtcNow.AddDays(1).AddHours(2));
        var window = new { from, to };
        var visit = (await caller.PostAsync("facilities/demo-hq/visits", new { visitor = new { name = "Chris Park" }, window }, once: "v-1")).Is(HttpStatusCode.Created);
        (await caller.PatchAsync($"facilities/demo-hq/visits/{visit.Id()}", new { purpose = "Lift" })).Is(HttpStatusCode.OK);
        (await caller.PostAsync($"facilities/demo-hq/visits/{visit.Id()}/pass")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        var targets = new object[] { new { facility = "demo-hq" }, new { facility = "demo-prague" } };
        var grant = await caller.SendAsync(
            HttpMethod.Post, "grants", new { key = "g", subject = new { name = "Dana Novak", email = "dana@x.example" }, window, targets }, prefer: "wait=20");
        grant.Is(HttpStatusCode.OK);
        (await caller.PatchAsync("grants/key:g", new { window = new { to = to.AddHours(1) } })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        (await caller.PostAsync("grants/revoke", new { email = "dana@x.example" })).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
        (await caller.PostAsync("api-keys", new { name = "flow", scopes = new[] { "visits:read" } })).Is(HttpStatusCode.Created);
        (await caller.PostAsync("subscriptions", new { url = "https://receiver.example/hook", events = new[] { "visit.created" } })).Status
            .ShouldNotBe(HttpStatusCode.InternalServerError);
        foreach (var demo in new[] { "demo-prague", "demo-cowork", "demo-homes" })
            await caller.PostAsync($"facilities/{demo}/visits", new { visitor = new { name = "Chris Park" }, window });
        await caller.PostAsync("facilities/demo-hq/sync");
    }

    private static async Task<List<string>> ReadsAsync(Caller caller)
    {
        var openApi = (await caller.GetAsync("openapi.json")).Is(HttpStatusCode.OK);
        var reads = openApi.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name.Replace("/api/v1/", "", StringComparison.Ordinal).TrimStart('/')).ToList();
        var facilities = (await caller.GetAsync("facilities")).Is(HttpStatusCode.OK).GetProperty("value").EnumerateArray().Select(facility => facility.Id()).ToList();
        string[] operations = ["visits.create", "visits.update", "people.create", "people.update"];
        return
        [
            .. reads
                .SelectMany(read => read.Contains("{facility}", StringComparison.Ordinal)
                    ? facilities.Select(facility => read.Replace("{facility}", facility, StringComparison.Ordinal))
                    : [read])
                .SelectMany(read => read.Contains("{operation}", StringComparison.Ordinal)
                    ? operations.Select(operation => read.Replace("{operation}", operation, StringComparison.Ordinal))
                    : [read])
                .Select(read => read.Replace("{system}", "cavvisit", StringComparison.Ordinal).Replace("{id}", "key:g", StringComparison.Ordinal)),
        ];
    }
}
