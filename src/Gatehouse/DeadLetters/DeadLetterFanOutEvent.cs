using Gatehouse.Events;
using Gatehouse.Subscriptions;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="FanOutEvent"/> could not work.</summary>
public sealed class DeadLetterFanOutEvent(DeadLetterStore letters, QueueSettings settings, ILogger<DeadLetterFanOutEvent> logger)
    : PoisonWork(FunctionName, WorkQueues.EventFanOut, EventMessage.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterFanOutEvent);

    /// <inheritdoc />
    protected override (string? Facility, string? Reference) About(string message)
    {
        var about = EventMessage.Parse(message);
        return (null, about.Row ?? about.Subscription);
    }
}
