using Gatehouse.Lanes;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="WorkLane"/> could not work. Their lanes are found by the sweep all the same.</summary>
public sealed class DeadLetterLaneWork(DeadLetterStore letters, QueueSettings settings, ILogger<DeadLetterLaneWork> logger)
    : PoisonWork(FunctionName, WorkQueues.LaneWork, LaneTicket.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterLaneWork);

    /// <inheritdoc />
    protected override (string? Facility, string? Reference) About(string message) => (null, LaneTicket.Parse(message).Lane.Id);
}
