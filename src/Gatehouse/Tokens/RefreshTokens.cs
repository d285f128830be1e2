using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.State;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tokens;

/// <summary>
/// Renews the tokens that are in use and near their end, so that no call waits for a login. A facility whose login fails does not keep
/// the others from it. A system with a key of its own, as CavVisit, needs none.
/// </summary>
/// <param name="store">The shared tokens.</param>
/// <param name="tokens">Renews them.</param>
/// <param name="directory">The facilities' contexts.</param>
/// <param name="connectors">How systems log in.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of facilities whose login failed.</param>
public sealed partial class RefreshTokens(
    TokenStore store, TokenCache tokens, FacilityDirectory directory, ConnectorRegistry connectors, TimeProvider time, ILogger<RefreshTokens> logger)
    : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(RefreshTokens);

    private const int AtOnce = 16;

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.RefreshTokens;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromSeconds(50);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(store.ListAsync(cancellationToken), limits, async (row, token) =>
        {
            if (row.State.Token is { } held)
                await RenewAsync(row.Facility, held, token);
        });
    }

    private async Task RenewAsync(string facility, Token held, CancellationToken cancellationToken)
    {
        try
        {
            var context = await directory.GetAsync(facility, cancellationToken);
            if (connectors.Get(context.Facility.System).Login is { Shared: true } login && TokenLife.IsDue(held, login.Sliding, time.GetUtcNow()))
                await tokens.RenewAsync(context, login, cancellationToken);
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            await tokens.DropAsync(facility, cancellationToken);
        }
        catch (Exception exception) when (exception is VendorException or HubException or StateStoreException)
        {
            LogFailed(logger, facility, exception.Message);
        }
    }

    [LoggerMessage(25, LogLevel.Warning, "The token of {Facility} could not be renewed; it is tried again in a minute: {Reason}")]
    private static partial void LogFailed(ILogger logger, string facility, string reason);
}
