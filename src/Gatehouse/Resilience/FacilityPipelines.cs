using System.Collections.Concurrent;
using Gatehouse.Facilities;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Resilience;

/// <summary>
/// The pipelines of all facilities. A facility whose options changed gets a new one with its next call. One that is forgotten, or was not
/// called for a day, as one that another instance deleted, is dropped.
/// </summary>
internal sealed class FacilityPipelines(TimeProvider time, ILogger<FacilityPipelines> logger, FacilityConnections? connections = null)
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, FacilityPipeline> _pipelines = new(StringComparer.Ordinal);
    private long _sweptAt = time.GetTimestamp();

    /// <summary>How many there are.</summary>
    public int Count => _pipelines.Count;

    public FacilityPipeline For(Facility facility)
    {
        Sweep();
        var pipeline = _pipelines.GetOrAdd(facility.Id, static (id, state) => state.self.Create(state.facility), (self: this, facility));
        pipeline.UsedAt = time.GetTimestamp();
        if (pipeline.Options == facility.Resilience)
            return pipeline;

        var renewed = Create(facility);
        if (_pipelines.TryUpdate(facility.Id, renewed, pipeline))
        {
            Retire(pipeline);
            return renewed;
        }

        renewed.Dispose();
        return _pipelines[facility.Id];
    }

    /// <summary>Drops the pipeline of a facility that is gone.</summary>
    public void Forget(string facility)
    {
        if (_pipelines.TryRemove(facility, out var pipeline))
            Retire(pipeline);
    }

    private void Sweep()
    {
        var swept = Volatile.Read(ref _sweptAt);
        if (time.GetElapsedTime(swept) < BetweenSweeps || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), swept) != swept)
            return;

        foreach (var idle in _pipelines.Where(entry => time.GetElapsedTime(entry.Value.UsedAt) > LongestIdle))
        {
            if (_pipelines.TryRemove(idle))
                Retire(idle.Value);
        }
    }

    private FacilityPipeline Create(Facility facility) =>
        new(
        facility.Id, facility.Resilience, time, Random.Shared.NextDouble, logger, connected => connections?.NoteAsync(facility.Id, connected) ?? Task.CompletedTask);

    // Calls that run through the old pipeline finish first.
    private void Retire(FacilityPipeline pipeline)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                pipeline.Dispose();
                timer?.Dispose();
            },
            null,
            2 * TimeSpan.FromSeconds(pipeline.Options.BackgroundTimeoutSeconds),
            Timeout.InfiniteTimeSpan);
    }
}
