using System.Net;
using System.Text.Json;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Vendors;

/// <summary>Each operation of the Power Platform connector while no vendor says a word, on a clock of the test's own and with the limits as they are.</summary>
public sealed class PatienceTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-local-").FullName;
    private readonly FakeClock _clock = new();
    private LocalHost _host = null!;
    private Caller _admin = null!;

    private IReadOnlyList<DemoFacility> Facilities => _host.Demo!.Facilities;

    public async Task InitializeAsync()
    {
        _host = await LocalHost.StartAsync(
            new LocalOptions
            {
                DataFolder = _folder,
                Urls = "http://127.0.0.1:0",
                Timers = false,
                Configure = builder => builder.Services.AddSingleton<TimeProvider>(_clock),
            },
            CancellationToken.None);
        _admin = new Caller(_host.Address, _host.AdminKey);
    }

    public async Task DisposeAsync()
    {
        foreach (var facility in Facilities)
            facility.Vendor.Faults.Clear();
        _admin.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_that_a_flow_calls_takes_longer_than_a_minute()
    {
        var waited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, method, path) in Operations())
        {
            var paths = path.Contains("{facility}", StringComparison.Ordinal)
                ? Facilities.Select(facility => path.Replace("{facility}", facility.Id, StringComparison.Ordinal)).ToList()
                : [path];
            foreach (var facility in Facilities)
            {
                facility.Vendor.Requests.Clear();
                facility.Vendor.Faults.Add(new Fault(FaultKind.Hang) { Milliseconds = (int)TimeSpan.FromHours(1).TotalMilliseconds });
            }

            var answers = await PassAsync(id, [.. paths.Select(each => _admin.SendAsync(new HttpMethod(method), each, Body(id)))]);

            answers.ShouldAllBe(
                answer => (int)answer.Status < 500 || answer.Status == HttpStatusCode.ServiceUnavailable || answer.Status == HttpStatusCode.GatewayTimeout,
                $"{id}: {string.Join(", ", answers.Select(answer => $"{answer.Status} {answer.Text}"))}");
            if (Facilities.Any(facility => facility.Vendor.Requests.List().Any(request => request.Fault == FaultKind.Hang)))
                waited.Add(id);
            await RecoverAsync();
        }

        // The others are answered from what the hub itself knows.
        foreach (var id in new[]
        {
            "CreateVisit", "ListVisits", "ListVisitsOfFacility", "GetVisit", "UpdateVisit", "CancelVisit", "EndVisit", "CreateGroupVisit", "GetQrCode", "GetPass",
            "ListPeople", "CreatePerson", "GetPerson", "UpdatePerson", "DeletePerson", "ListOrganizations", "CreateOrganization", "ListSites", "ListAccessPoints",
            "ListRoles", "TestFacility", "GrantAccess",
        })
            waited.ShouldContain(id);
    }

    private static IReadOnlyList<(string Id, string Method, string Path)> Operations()
    {
        using var definition = JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("infra", "power-platform", "apiDefinition.swagger.json")));
        return
        [
            .. definition.RootElement.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("operationId", out _)).Select(member => (
                    member.Value.GetProperty("operationId").GetString()!,
                    member.Name.ToUpperInvariant(),
                    path.Name[1..].Replace("{id}", "1", StringComparison.Ordinal).Replace("{number}", "0", StringComparison.Ordinal)
                        .Replace("{system}", "cavvisit", StringComparison.Ordinal).Replace("{operation}", "visits.create", StringComparison.Ordinal)))),
        ];
    }

    private object? Body(string operation)
    {
        var window = new { from = _clock.GetUtcNow().AddHours(1), to = _clock.GetUtcNow().AddHours(2) };
        var visitor = new { firstName = "Åsa", lastName = "Ek", email = "asa@visitor.example", phone = "+46701234567" };
        return operation switch
        {
            "CreateVisit" => new { key = "visit", visitor, window, host = new { email = "host1.1@host.example" } },
            "CreateGroupVisit" => new { common = new { window, host = new { email = "host1.1@host.example" } }, visitors = new[] { visitor } },
            "UpdateVisit" => new { notes = "Later." },
            "CreatePerson" => new { key = "person", firstName = "Åsa", lastName = "Ek", email = "asa@host.example", phone = "+46701234567", organization = new { id = "1" } },
            "UpdatePerson" => new { phone = "+46701234568" },
            "CreateOrganization" => new { key = "organization", name = "Solvik" },
            "UpdateOrganization" => new { name = "Solvik" },
            "GrantAccess" => new
            {
                key = "grant",
                subject = new { name = "Åsa Ek", email = "asa@visitor.example" },
                window,
                targets = new object[]
                {
                    new { facility = "demo-hq", host = new { email = "host1.1@host.example" } },
                    new { facility = "demo-cowork", accessPoints = new[] { new { name = "Lobby turnstile" } } },
                    new { facility = "demo-harbor", roles = new[] { new { name = "Visitors" } }, allowCoarse = true },
                },
            },
            "RevokeAllAccess" => new { email = "asa@visitor.example" },
            "RecordArrival" or "EndVisit" => new { },
            _ => null,
        };
    }

    /// <summary>Lets a minute pass. Who is not done then has no more time: the clock stands still.</summary>
    private async Task<IReadOnlyList<Answer>> PassAsync(string operation, IReadOnlyList<Task<Answer>> calls)
    {
        var all = Task.WhenAll(calls);
        for (var looks = 0; looks < 100 && !all.IsCompleted && !Facilities.All(facility => facility.Vendor.Requests.List().Count > 0); looks++)
            await Task.WhenAny(all, Task.Delay(5));
        for (var passed = TimeSpan.Zero; passed < Longest && !all.IsCompleted; passed += Step)
        {
            _clock.Advance(Step);
            await Task.WhenAny(all, Task.Delay(5));
        }

        (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(30)))).ShouldBe(all, $"{operation} has no answer after {Longest}.");
        return await all;
    }

    /// <summary>Lets the circuits close, so that the next operation gets as far as the vendors.</summary>
    private async Task RecoverAsync()
    {
        foreach (var facility in Facilities)
            facility.Vendor.Faults.Clear();
        _clock.Advance(Rest);
        foreach (var facility in Facilities)
            (await _admin.PostAsync($"facilities/{facility.Id}/test")).Is(HttpStatusCode.OK);
    }
}
