using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Api;
using Gatehouse.Facilities;
using Gatehouse.Local;
using Gatehouse.Outgoing;

namespace Gatehouse.Benchmarks.Servers;

/// <summary>The local host with one facility at a given simulator. Also tells how much it has allocated.</summary>
internal static class HubServer
{
    /// <summary>Where it tells how many bytes it has allocated since its start.</summary>
    public const string AllocatedPath = "/benchmark/allocated";

    public static async Task<int> RunAsync(Uri vendor)
    {
        var folder = Directory.CreateTempSubdirectory("gatehouse-benchmark-").FullName;
        var options = new LocalOptions
        {
            DataFolder = folder,
            Urls = "http://127.0.0.1:0",
            Demo = false,
            Configure = builder =>
            {
                builder.Services.Configure<OutgoingOptions>(outgoing => outgoing.AllowedPrivateNetworks = ["127.0.0.0/8"]);
                builder.Services.Configure<ApiOptions>(api => api.RequestsPerSecond = 1_000_000);
                builder.Services.AddSingleton<IStartupFilter, Allocated>();
            },
        };
        await using var host = await LocalHost.StartAsync(options, CancellationToken.None);
        var facilities = host.Services.GetRequiredService<FacilityService>();
        var body = new JsonObject
        {
            ["name"] = "Benchmark",
            ["system"] = "cavvisit",
            ["timeZone"] = "Europe/Stockholm",
            ["settings"] = new JsonObject { ["baseUrl"] = vendor.ToString(), ["customerId"] = 1 },
        };
        await facilities.PutAsync("bench", JsonElement.Parse(body.ToJsonString()), CancellationToken.None);
        await facilities.SetSecretAsync("bench", "customer-key", "demo-key-hq", CancellationToken.None);
        Console.WriteLine($"{host.Address} {host.AdminKey}");
        await host.WaitForStopAsync(CancellationToken.None);
        return 0;
    }

    private sealed class Allocated : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(AllocatedPath, branch => branch.Run(context =>
                context.Response.WriteAsync(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture))));
            next(app);
        };
    }
}
