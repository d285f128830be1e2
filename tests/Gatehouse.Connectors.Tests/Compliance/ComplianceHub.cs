using System.Globalization;
using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Sqlite;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>The whole core over embedded stores in a folder of its own, with one facility at a vendor's simulator.</summary>
public sealed class ComplianceHub : IAsyncDisposable
{
    public const string FacilityId = "hq";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-compliance-").FullName;
    private readonly WholeLog _log = new();
    private readonly ServiceProvider _services;

    private ComplianceHub(VendorFixture vendor)
    {
        Vendor = vendor;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(vendor.Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log))
            .AddSqliteStores(_folder)
            .AddGatehouse()
            .AddConnectors()
            .Configure<OutgoingOptions>(options => options.AllowedPrivateNetworks = ["127.0.0.0/8"])
            .BuildServiceProvider();
    }

    public VendorFixture Vendor { get; }

    public FakeClock Clock => Vendor.Clock;

    public IReadOnlyCollection<string> Log => _log.All;

    public VendorCalls Calls => Get<VendorCalls>();

    public Connector Connector => Get<ConnectorRegistry>().Get(Vendor.System);

    /// <summary>Starts a simulator and a hub with a facility at it. Calls are not repeated unless a test says so.</summary>
    public static async Task<ComplianceHub> StartAsync<TVendor>(bool leastSettings = false, int retries = 0)
        where TVendor : VendorFixture, new()
    {
        var vendor = new TVendor();
        await vendor.StartAsync(new FakeClock());
        var hub = new ComplianceHub(vendor);
        await hub.Get<HubKeys>().EnsureAsync(CancellationToken.None);
        var draft = new
        {
            Name = "Head quarters",
            System = vendor.System,
            TimeZone = vendor.TimeZone,
            Settings = leastSettings ? vendor.LeastSettings : vendor.Settings,
            Resilience = new { Retries = retries, RetryDelaySeconds = 0.01 },
        };
        await hub.Get<FacilityService>().PutAsync(FacilityId, JsonSerializer.SerializeToElement(draft, JsonSerializerOptions.Web), CancellationToken.None);
        await hub.SetSecretsAsync(vendor.Secrets);
        return hub;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask<FacilityContext> ContextAsync() => Get<FacilityDirectory>().GetAsync(FacilityId, CancellationToken.None);

    public async Task SetSecretsAsync(IReadOnlyDictionary<string, string> secrets)
    {
        foreach (var (name, value) in secrets)
            await Get<FacilityService>().SetSecretAsync(FacilityId, name, value, CancellationToken.None);
    }

    public async Task<bool> CanAsync(Operation operation) => Calls.Can(await ContextAsync(), operation);

    public async Task<TResult> CallAsync<TRequest, TResult>(
        Operation<TRequest, TResult> operation, TRequest request, CancellationToken cancellationToken = default) =>
        await Calls.CallAsync(await ContextAsync(), operation, request, cancellationToken);

    public async Task<TItem> CreateAsync<TItem, TDraft, TCreate, TUpdate>(Subject<TItem, TDraft, TCreate, TUpdate> subject, TDraft draft)
        where TItem : class
    {
        var id = Guid.CreateVersion7().ToString("N");
        return await Calls.CreateAsync(
            await ContextAsync(), subject.Create, id, subject.NewCreate(draft, id), subject.IdOf,
            made => CallAsync(subject.Get, new ItemRequest(made)), CancellationToken.None);
    }

    /// <summary>An object at the vendor, whole: a new one where it can be created, else one that the fixture puts there.</summary>
    public async Task<TItem> ExistingAsync<TItem, TDraft, TCreate, TUpdate>(Subject<TItem, TDraft, TCreate, TUpdate> subject)
        where TItem : class
    {
        if (await CanAsync(subject.Create))
            return await CreateAsync(subject, subject.Draft(Vendor, Texts.Unique()));

        var ids = await Vendor.SeedAsync(subject.List, 1, this);
        return await CanAsync(subject.Get)
            ? await CallAsync(subject.Get, new ItemRequest(ids.First()))
            : (await subject.ListAsync(this, new PageRequest(PageRequest.MaximumLimit))).Items[0];
    }

    /// <summary>Moves the clock beyond what a failed call leaves behind: an open circuit, a back-off, a settle time.</summary>
    public void Settle() => Clock.Advance(TimeSpan.FromMinutes(3));

    /// <summary>Every row of the state store and the queues, as text, as far as it is text.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "gatehouse.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var rows = new List<string>();
        foreach (var query in new[] { "SELECT table_name, partition_key, row_key, body FROM state", "SELECT queue, body FROM work" })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries stand above.
            command.CommandText = query;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Vendor.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Text(object value) =>
        value is byte[] bytes ? global::System.Text.Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
