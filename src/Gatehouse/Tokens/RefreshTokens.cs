using Gatehouse.Errors;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tokens;

/// <summary>Renews the tokens of all sources; one that fails does not keep the others from it.</summary>
/// <param name="sources">Who keeps tokens. A system with a key of its own, as CavVisit, needs none.</param>
/// <param name="logger">Tells of sources that failed.</param>
public sealed partial class RefreshTokens(IEnumerable<ITokenSource> sources, ILogger<RefreshTokens> logger) : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(RefreshTokens);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.RefreshTokens;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromSeconds(50);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            try
            {
                LogRefreshed(logger, source.Name, await source.RefreshAsync(cancellationToken));
            }
            catch (Exception exception) when (exception is VendorException or HubException)
            {
                LogFailed(logger, source.Name, exception);
            }
        }
    }

    [LoggerMessage(24, LogLevel.Debug, "{Source} renewed {Count} tokens.")]
    private static partial void LogRefreshed(ILogger logger, string source, int count);

    [LoggerMessage(25, LogLevel.Warning, "{Source} could not renew its tokens; it tries again in a minute.")]
    private static partial void LogFailed(ILogger logger, string source, Exception exception);
}
