using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.Connectors;
using Gatehouse.Tokens;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Tokens;

/// <summary>A vendor that issues tokens and can do all that goes wrong with them.</summary>
internal sealed class TokenVendor
{
    private readonly ConcurrentDictionary<string, bool> _good = new(StringComparer.Ordinal);
    private int _logins;

    public int Logins => Volatile.Read(ref _logins);

    public TimeSpan? Life { get; set; } = TimeSpan.FromHours(1);

    public string Password { get; set; } = "secret";

    public VendorError? Down { get; set; }

    /// <summary>Whether it refuses each token, also one that it has just issued.</summary>
    public bool Refuses { get; set; }

    public Func<CancellationToken, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public async Task<IssuedToken> LoginAsync(FacilityContext context, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _logins);
        var password = await context.SecretAsync("password", cancellationToken);
        await BeforeAnswer(cancellationToken);
        if (Down is { } error)
            throw new VendorException(error);
        if (password != Password)
            throw new VendorException(VendorErrorKind.Unauthenticated, "Wrong password.");

        var token = "token-value-" + number.ToString(CultureInfo.InvariantCulture);
        _good[token] = true;
        return new IssuedToken(token, Life);
    }

    public async Task<string> CallAsync(string token, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return _good.ContainsKey(token) && !Refuses ? token : throw new VendorException(VendorErrorKind.Unauthenticated, "Unknown token.");
    }

    public void RevokeAll() => _good.Clear();
}
