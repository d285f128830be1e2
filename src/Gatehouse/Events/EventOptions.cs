namespace Gatehouse.Events;

/// <summary>Who is told of events.</summary>
public sealed class EventOptions
{
    /// <summary>Whether somebody works the queue <c>event-fanout</c>: only then are messages put into it.</summary>
    public bool FanOut { get; set; }
}
