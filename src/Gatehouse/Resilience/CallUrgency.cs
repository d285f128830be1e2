namespace Gatehouse.Resilience;

/// <summary>Who waits for a call.</summary>
public enum CallUrgency
{
    /// <summary>An HTTP caller.</summary>
    Interactive,

    /// <summary>A queue or timer.</summary>
    Background,
}
