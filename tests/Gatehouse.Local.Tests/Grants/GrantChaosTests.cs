using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Grants;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Local.Tests.Processes;
using Gatehouse.Outgoing;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>
/// All five systems at once, where every fifth call goes wrong, and a hub that is killed in the middle. Its successor runs in this process with
/// a clock that the vendors share and that is moved on when nobody has anything to do, so that leases and settle times are over soon.
/// </summary>
public abstract class GrantChaosTests<TStorage> : IAsyncLifetime
    where TStorage : EmbeddedStorage, new()
{
    private const int Grants = 300;
    private const int Batch = 50;
    private const int BeforeKill = 200;
    private const int Revokes = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-chaos-").FullName;
    private readonly ShiftedClock _clock = new();
    private readonly TStorage _storage = new();
    private DemoVendors _vendors = null!;

    private IReadOnlyList<DemoFacility> Facilities => [.. _vendors.Facilities.Where(facility => facility.Id != "demo-west")];

    public async Task InitializeAsync()
    {
        await _storage.InitializeAsync();
        _vendors = await DemoVendors.StartAsync(_clock, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _vendors.DisposeAsync();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Amid_faults_and_a_kill_every_grant_and_every_revoke_comes_true()
    {
        string[] arguments = ["--data", _folder, "--no-demo", "--urls", "http://127.0.0.1:0", .. _storage.Arguments];
        await using (var process = await LocalProcess.StartAsync(arguments))
        {
            using var caller = new Caller(process.Address, await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key")));
            await RegisterAsync(caller);
            AddFaults();
            await CreateAsync(caller, 0, BeforeKill);
            await RevokeAsync(caller, 0, Revokes / 3);
            await AtWorkAsync();
            process.Signal("KILL");
            await process.ExitAsync();
        }

        await using var host = await LocalHost.StartAsync(Successor(), CancellationToken.None);
        using var again = new Caller(host.Address, host.AdminKey);
        await CreateAsync(again, BeforeKill, Grants - BeforeKill);
        await RevokeAsync(again, Revokes / 3, Revokes - (Revokes / 3));
        var grants = await SettledAsync(host);

        grants.Count.ShouldBe(Grants);
        foreach (var grant in grants)
            ShouldBeAsWanted(grant);
        _vendors.Spintly.Organisations[0].Meetings.List().Select(meeting => meeting.Id.ToString(CultureInfo.InvariantCulture))
            .ShouldBe(grants.SelectMany(Of("demo-cowork")).Where(target => target.Hold is not null).Select(target => target.Hold!.Id), ignoreOrder: true);
        ShouldNotRepeatEarly(_vendors.CavVisit.Host, "/api/Visits/CreateVisit", entry => JsonNode.Parse(entry.Form["Visit"])!["VisitorName"]!.GetValue<string>());
        ShouldNotRepeatEarly(_vendors.HappyHabitat.Host, "/api/residentvisits", entry => entry.Method == "POST" ? entry.Form["visitorName"] : null);
        _vendors.CavVisit.Customer(1).Visits.List(visit => visit.VisitorName?.Contains("Chaos", StringComparison.Ordinal) == true)
            .GroupBy(visit => visit.Field10).ShouldAllBe(marker => marker.Count() == 1);
    }

    private static string Name(int grant) => string.Create(CultureInfo.InvariantCulture, $"Chaos{grant}");

    private static Func<GrantDocument, IEnumerable<TargetRow>> Of(string facility) =>
        grant => grant.Targets.Select(target => target.Value).Where(target => target.Facility == facility);

    // Every third is revoked.
    private static bool IsRevoked(int grant) => grant % 3 == 0;

    private LocalOptions Successor() => new()
    {
        DataFolder = _folder,
        Urls = "http://127.0.0.1:0",
        Storage = _storage.ConnectionString,
        Demo = false,
        Timers = false,
        Configure = builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.AddSingleton(QueueSettings.ReadBesideProgram() with { MaxPollingInterval = TimeSpan.FromMilliseconds(100) });
            builder.Services.Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"]);
        },
    };

    private async Task RegisterAsync(Caller caller)
    {
        foreach (var demo in Facilities)
        {
            var body = new JsonObject
            {
                ["name"] = demo.Name,
                ["system"] = demo.System,
                ["timeZone"] = demo.TimeZone,
                ["settings"] = new JsonObject(demo.Settings.Concat(demo.Addresses).Select(setting => KeyValuePair.Create(setting.Key, setting.Value?.DeepClone()))),
                ["resilience"] = new JsonObject
                {
                    ["attemptTimeoutSeconds"] = 0.5,
                    ["backgroundTimeoutSeconds"] = 60,
                    ["retries"] = 2,
                    ["retryDelaySeconds"] = 0.02,
                    ["breakSeconds"] = 0.5,
                    ["concurrentCalls"] = 8,
                },
            };
            (await caller.PutAsync($"facilities/{demo.Id}", body)).Is(HttpStatusCode.Created);
            foreach (var (name, value) in demo.Secrets)
                (await caller.PutAsync($"facilities/{demo.Id}/secrets/{name}", new { value })).Is(HttpStatusCode.NoContent);
        }
    }

    private void AddFaults()
    {
        foreach (var vendor in Facilities.Select(facility => facility.Vendor))
        {
            vendor.Faults.Add(new Fault(FaultKind.Status) { Percent = 3, Status = 429 });
            vendor.Faults.Add(new Fault(FaultKind.Status) { Percent = 5 });
            vendor.Faults.Add(new Fault(FaultKind.Hang) { Percent = 3 });
            vendor.Faults.Add(new Fault(FaultKind.DropBefore) { Percent = 4 });
            vendor.Faults.Add(new Fault(FaultKind.DropAfter) { Percent = 6 });
        }
    }

    private JsonObject Draft(int grant)
    {
        object[] all =
        [
            GrantDesk.HeadQuarters,
            GrantDesk.Prague,
            new { facility = "demo-cowork", accessPoints = new[] { new { id = _vendors.Spintly.Organisations[0].AccessPoints.List()[0].Id.ToString(CultureInfo.InvariantCulture) } } },
            new { facility = "demo-homes", host = new { id = _vendors.HappyHabitat.Data.Residents.List()[grant % 12].Id } },
            new { facility = "demo-harbor", accessPoints = new[] { new { id = _vendors.VizPin.Data.Readers.List()[0].Id } }, allowCoarse = true },
        ];
        var draft = GrantDesk.Draft(Name(grant), _clock.GetUtcNow(), all[grant % 5], all[(grant + 1) % 5]);
        draft["key"] = Name(grant);
        draft["window"] = GrantDesk.Window(_clock.GetUtcNow().AddDays(2), _clock.GetUtcNow().AddDays(3));
        draft["subject"]!["mobile"] = string.Create(CultureInfo.InvariantCulture, $"+1555{1_000_000 + grant}");
        return draft;
    }

    private async Task CreateAsync(Caller caller, int from, int count)
    {
        foreach (var part in Enumerable.Range(from, count).Chunk(Batch))
        {
            var answer = await caller.PostAsync("grants/batch", new JsonObject { ["grants"] = new JsonArray([.. part.Select(Draft)]) });
            answer.Is(HttpStatusCode.OK).GetProperty("items").EnumerateArray().ShouldAllBe(item => item.Text("created") == "True", answer.Text);
        }
    }

    private static async Task RevokeAsync(Caller caller, int skip, int count)
    {
        foreach (var grant in Enumerable.Range(0, Grants).Where(IsRevoked).Skip(skip).Take(count))
            (await caller.DeleteAsync($"grants/key:{Name(grant)}")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
    }

    private int Calls() => Facilities.Sum(facility => (int)(facility.Vendor.Requests.List() is [.., var last] ? last.Sequence : 0));

    /// <summary>Waits until the vendors have taken many calls, and many more are to come.</summary>
    private Task AtWorkAsync() => Wait.UntilAsync(() => Calls() >= BeforeKill, Patience);

    private async Task<List<GrantDocument>> SettledAsync(LocalHost host)
    {
        using var limit = new CancellationTokenSource(Patience);
        var (service, sweep) = (host.Services.GetRequiredService<GrantService>(), host.Services.GetRequiredService<SweepWork>());
        for (var (calls, idle) = (-1, 0); ; calls = Calls())
        {
            await Task.Delay(100, CancellationToken.None);
            if (Calls() != calls)
                continue;

            _clock.Skip(TimeSpan.FromSeconds(5));
            if (++idle % 12 != 0)
                continue;

            await sweep.RunAsync(CancellationToken.None);
            var (grants, open) = await AtRestAsync(service);
            if (open.Count == 0)
                return grants;
            (limit.IsCancellationRequested ? string.Join('\n', open.Select(target => $"{target.Facility} {target.State} {target.Failure} {target.NextAt} {target.Create} {target.Claim}")) : "").ShouldBeEmpty();
        }
    }

    /// <summary>The grants up to the first of which something is still to be done, and what that is.</summary>
    private static async Task<(List<GrantDocument> Grants, List<TargetRow> Open)> AtRestAsync(GrantService service)
    {
        var grants = new List<GrantDocument>();
        for (var grant = 0; grant < Grants; grant++)
        {
            grants.Add(await service.GetAsync($"key:{Name(grant)}", CancellationToken.None));
            var open = grants[^1].Targets.Select(target => target.Value).Where(target => !target.IsAtRest).ToList();
            if (open.Count > 0)
                return (grants, open);
        }

        return (grants, []);
    }

    private void ShouldBeAsWanted(GrantDocument grant)
    {
        var name = grant.Grant.Value.Key!;
        var isRevoked = IsRevoked(int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture));
        grant.Targets.ShouldAllBe(target => target.Value.State == (isRevoked ? GrantState.Revoked : GrantState.Active), name);
        var (cavVisit, aktion, homes, vizPin) = new VendorHoldings(_vendors).Held(name);
        foreach (var (facility, held) in new[] { ("demo-hq", cavVisit), ("demo-prague", aktion), ("demo-homes", homes), ("demo-harbor", Math.Min(vizPin, 1)) })
            held.ShouldBe(isRevoked ? 0 : Of(facility)(grant).Count(), $"{name} at {facility}");
    }

    // Where the hub could not know whether the first had its effect.
    private static void ShouldNotRepeatEarly(SimulatorHost vendor, string path, Func<RequestEntry, string?> name)
    {
        var creates = vendor.Requests.List().Where(entry => entry.Path == path && name(entry) is not null).GroupBy(entry => name(entry)!).ToList();
        creates.Count.ShouldBeGreaterThan(Grants / 5);
        foreach (var tries in creates)
        {
            foreach (var (first, second) in tries.Zip(tries.Skip(1)))
            {
                if (first.Fault is FaultKind.Hang or FaultKind.DropBefore or FaultKind.DropAfter or null)
                    (second.Time - first.Time).ShouldBeGreaterThanOrEqualTo(Settle, $"{tries.Key} after {first.Fault}");
            }
        }
    }
}
