namespace Gatehouse.Local.Tests.Hosting;

/// <summary>The real clock, ahead by what tests skip. Timers and elapsed time stay real.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void Skip(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
