namespace Gatehouse.Time;

/// <summary>Which end of a window a local time is, for times that a clock shows twice.</summary>
public enum LocalEdge
{
    /// <summary>A beginning: the later instant counts.</summary>
    Start,

    /// <summary>An end: the earlier instant counts.</summary>
    End,
}
