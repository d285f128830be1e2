using System.Security.Cryptography;
using Gatehouse.Secrets;

namespace Gatehouse.Tests.Tokens;

/// <summary>Stores, a vendor, and as many processes of the hub as a test needs.</summary>
public abstract class TokenTest : IAsyncLifetime
{
    private readonly List<TokenHub> _hubs = [];

    internal TemporaryStores Stores { get; } = new();

    internal TokenVendor Vendor { get; } = new();

    public async Task InitializeAsync()
    {
        await Stores.Secrets.SetAsync(SecretName.OfHub("hub-data-key"), KeyOf(1), CancellationToken.None);
        await SetPasswordAsync("secret");
    }

    public async Task DisposeAsync()
    {
        foreach (var hub in _hubs)
            hub.Dispose();
        await Stores.DisposeAsync();
    }

    internal TokenHub Hub(bool shared = true, bool sliding = false, Microsoft.Extensions.Logging.ILoggerProvider? logs = null)
    {
        var hub = new TokenHub(Stores, Vendor, shared, sliding, logs);
        _hubs.Add(hub);
        return hub;
    }

    internal static string KeyOf(byte version) => FormattableString.Invariant($"{version}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}");

    internal Task SetPasswordAsync(string password) =>
        Stores.Secrets.SetAsync(SecretName.OfFacility("f1", "password"), password, CancellationToken.None);
}
