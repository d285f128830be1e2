using Gatehouse.Grants;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="FanOutGrant"/> could not work.</summary>
public sealed class DeadLetterGrantFanOut(DeadLetterStore letters, QueueSettings settings, ILogger<DeadLetterGrantFanOut> logger)
    : PoisonWork(FunctionName, WorkQueues.GrantFanOut, FanOutMessage.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterGrantFanOut);

    /// <inheritdoc />
    protected override (string? Facility, string? Reference) About(string message)
    {
        var (grant, revocation, _) = FanOutMessage.Parse(message);
        return (null, grant ?? revocation);
    }
}
