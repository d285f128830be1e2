using Gatehouse.Json;
using Gatehouse.State;

namespace Gatehouse.Sync;

/// <summary>
/// Keep vendors that do not answer from holding up the others: each try takes a worker for as long as the hub waits for an answer, and there
/// are few of them. Such a facility is asked by one synchronization at a time, at growing intervals, until it answers.
/// </summary>
/// <param name="store">Where they are.</param>
/// <param name="time">The clock.</param>
public sealed class SyncSilences(IStateStore store, TimeProvider time)
{
    private const string Row = "silence";
    private static readonly TimeSpan FirstStep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMinutes(15);
    private readonly StateTable<SyncSilence> _silences = new(store, "SyncLocks", GatehouseJson.Default.SyncSilence);

    /// <summary>Whether a synchronization may ask a facility's vendor now. For one that was silent the caller is the only one who may.</summary>
    public async Task<bool> MayAskAsync(string facility, CancellationToken cancellationToken)
    {
        if (await _silences.GetAsync(KeyOf(facility), cancellationToken) is not { } silence)
            return true;

        var now = time.GetUtcNow();
        var tried = silence.Value with { AskAgainAt = now + StepAfter(silence.Value.Times) };
        return silence.Value.AskAgainAt <= now && await _silences.ReplaceAsync(silence.Key, tried, silence.ETag, cancellationToken) is not null;
    }

    /// <summary>Writes that a facility's vendor did not answer.</summary>
    public async Task NoteAsync(string facility, CancellationToken cancellationToken)
    {
        var times = (await _silences.GetAsync(KeyOf(facility), cancellationToken))?.Value.Times + 1 ?? 1;
        await _silences.PutAsync(KeyOf(facility), new SyncSilence(times, time.GetUtcNow() + StepAfter(times)), cancellationToken);
    }

    /// <summary>Forgets a facility's silence: its vendor has answered.</summary>
    public async Task ForgetAsync(string facility, CancellationToken cancellationToken)
    {
        if (await _silences.GetAsync(KeyOf(facility), cancellationToken) is { } silence)
            await _silences.DeleteAsync(silence.Key, null, cancellationToken);
    }

    private static StateKey KeyOf(string facility) => new(facility, Row);

    private static TimeSpan StepAfter(int times)
    {
        var step = FirstStep * Math.Pow(2, Math.Min(times - 1, 10));
        return step < LongestStep ? step : LongestStep;
    }
}
