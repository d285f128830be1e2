namespace Gatehouse.Simulators.Control;

/// <summary>How a simulator is hosted; the same for every vendor.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of the data, of the request log and of the waiting of faults.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Decides faults that hit a percentage of the calls. Null takes one with a fixed seed.</summary>
    public Random? Random { get; init; }

    /// <summary>How many of the latest requests are remembered; at least 1.</summary>
    public int RequestLogCapacity { get; init; } = 10_000;

    /// <summary>How long a <see cref="FaultKind.Hang"/> holds a call that nobody gives up, unless the fault says it.</summary>
    public TimeSpan HangLimit { get; init; } = TimeSpan.FromMinutes(5);
}
