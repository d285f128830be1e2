using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="SyncFacility"/> could not work.</summary>
public sealed class DeadLetterFacilitySync(DeadLetterStore letters, QueueSettings settings, ILogger<DeadLetterFacilitySync> logger)
    : PoisonWork(FunctionName, WorkQueues.FacilitySync, SyncMessage.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterFacilitySync);
}
