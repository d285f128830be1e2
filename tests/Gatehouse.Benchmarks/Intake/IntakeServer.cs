using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Azure;
using Gatehouse.Facilities;
using Gatehouse.Local;
using Gatehouse.Sqlite;
using Gatehouse.State;

namespace Gatehouse.Benchmarks.Intake;

/// <summary>What webhooks are sent to: the hub, an endpoint that only answers, and one that only appends to the same store.</summary>
internal static class IntakeServer
{
    /// <summary>The key that senders know.</summary>
    public const string Key = "a-key-of-the-benchmark";

    /// <summary>Where webhooks go.</summary>
    public const string Path = "/api/v1/webhooks/bench";

    /// <summary>The word for the embedded store, in place of a connection string.</summary>
    public const string Embedded = "sqlite";

    public static Task<int> RunAsync(string kind, string storage) => kind switch
    {
        "hub" => HubAsync(storage),
        _ => PlainAsync(kind == "append", storage),
    };

    private static async Task<int> PlainAsync(bool append, string storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (append && storage == Embedded)
            builder.Services.AddSqliteStores(Folder());
        else if (append)
            builder.Services.AddAzureStores(new AzureStoreOptions { StorageConnectionString = storage });
        await using var app = builder.Build();
        var store = append ? app.Services.GetRequiredService<IStateStore>() : null;
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var id = Guid.NewGuid().ToString("N");
            if (store is not null)
                await store.InsertAsync("Appended", new StateKey(id[..2], id), body.ToArray(), CancellationToken.None);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }

    private static async Task<int> HubAsync(string storage)
    {
        var options = new LocalOptions
        {
            DataFolder = Folder(),
            Urls = "http://127.0.0.1:0",
            Demo = false,
            Storage = storage == Embedded ? null : storage,
        };
        await using var host = await LocalHost.StartAsync(options, CancellationToken.None);
        var body = new JsonObject
        {
            ["name"] = "Benchmark",
            ["system"] = "spintly",
            ["timeZone"] = "Asia/Kolkata",
            ["settings"] = new JsonObject { ["organisationId"] = "641", ["clientId"] = "benchmark" },
        };
        var facilities = host.Services.GetRequiredService<FacilityService>();
        await facilities.PutAsync("bench", JsonElement.Parse(body.ToJsonString()), CancellationToken.None);
        await facilities.SetSecretAsync("bench", "webhook-secret", Key, CancellationToken.None);
        Console.WriteLine(host.Address);
        await host.WaitForStopAsync(CancellationToken.None);
        return 0;
    }

    private static string Folder() => Directory.CreateTempSubdirectory("gatehouse-intake-").FullName;
}
