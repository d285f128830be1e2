using Gatehouse.Testing.Azurite;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>A local host whose state and queues are in an Azurite of its own.</summary>
public sealed class AzuriteHub : HubFixture
{
    private AzuriteServer? _azurite;

    protected override string? Storage => _azurite.ShouldNotBeNull().ConnectionString;

    /// <summary>None: the account's data are in memory.</summary>
    public override IReadOnlyList<(string Name, byte[] Bytes)> StateFiles => [];

    public override async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _azurite.ShouldNotBeNull().DisposeAsync();
    }
}
