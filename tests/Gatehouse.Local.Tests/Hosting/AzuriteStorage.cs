using Gatehouse.Testing.Azurite;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>An Azurite, for tests that start hosts of their own on it.</summary>
public sealed class AzuriteStorage : EmbeddedStorage
{
    private AzuriteServer? _azurite;

    public override string? ConnectionString => _azurite.ShouldNotBeNull().ConnectionString;

    public override async Task InitializeAsync() => _azurite = await AzuriteServer.StartAsync();

    public override async Task DisposeAsync() => await _azurite.ShouldNotBeNull().DisposeAsync();
}
