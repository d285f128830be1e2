namespace Gatehouse.Simulators.CavVisit;

/// <summary>What a call answers whose answer the vendor does not document.</summary>
public enum AssumedAnswer
{
    /// <summary><c>true</c>.</summary>
    True,

    /// <summary>A list of what the call made, changed or removed.</summary>
    List,

    /// <summary><c>[]</c>.</summary>
    EmptyList,

    /// <summary>Status 204 without a body.</summary>
    Nothing,
}
