using Gatehouse.Testing.Azurite;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>A local host on an Azurite of its own that can be taken away from it.</summary>
public sealed class GatedHub : HubFixture
{
    private AzuriteServer? _azurite;
    private StorageGate? _tables;
    private StorageGate? _queues;

    protected override string? Storage => AzuriteServer.ConnectionStringFor(_tables!.Endpoint, _queues!.Endpoint);

    protected override bool Demo => false;

    public override async Task InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _tables = new StorageGate(_azurite.TableEndpoint);
        _queues = new StorageGate(_azurite.QueueEndpoint);
        await base.InitializeAsync();
    }

    /// <summary>Lets the host reach tables and queues no more.</summary>
    public void TakeStorageAway()
    {
        _tables!.Close();
        _queues!.Close();
    }

    public void GiveStorageBack()
    {
        _tables!.Open();
        _queues!.Open();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _tables!.DisposeAsync();
        await _queues!.DisposeAsync();
        await _azurite!.DisposeAsync();
    }
}
