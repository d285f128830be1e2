using System.Collections.Concurrent;
using Gatehouse.Facilities;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Resilience;

/// <summary>The pipelines of all facilities. A facility whose options changed gets a new one with its next call.</summary>
internal sealed class FacilityPipelines(TimeProvider time, ILogger<FacilityPipelines> logger)
{
    private readonly ConcurrentDictionary<string, FacilityPipeline> _pipelines = new(StringComparer.Ordinal);

    public FacilityPipeline For(Facility facility)
    {
        var pipeline = _pipelines.GetOrAdd(facility.Id, static (id, state) => state.self.Create(state.facility), (self: this, facility));
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

    private FacilityPipeline Create(Facility facility) =>
        new(facility.Id, facility.Resilience, time, Random.Shared.NextDouble, logger);

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
