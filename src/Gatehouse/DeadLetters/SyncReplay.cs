using Gatehouse.Sync;
using Gatehouse.Work;

namespace Gatehouse.DeadLetters;

/// <summary>Replays synchronizations: the run that was ended as failed goes on.</summary>
/// <param name="runs">The runs.</param>
/// <param name="queue">Where they are asked for.</param>
public sealed class SyncReplay(SyncRunStore runs, IWorkQueue queue) : IDeadLetterReplay
{
    /// <inheritdoc />
    public string Kind => WorkQueues.FacilitySync;

    /// <inheritdoc />
    public async Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = SyncMessage.Parse(letter.Message);
        while (await runs.GetAsync(message.Facility, message.Run, cancellationToken) is { Value.Outcome: SyncOutcome.Failed } failed)
        {
            var open = failed.Value with { Outcome = SyncOutcome.Running, EndedAt = null, Detail = null };
            if (await runs.SaveAsync(failed, open, cancellationToken) is not null)
                break;
        }

        await queue.EnqueueAsync(WorkQueues.FacilitySync, letter.Message, TimeSpan.Zero, cancellationToken);
    }
}
