namespace Gatehouse.Simulators.VizPin;

/// <summary>Under which member a failure is told: the seed's text says <c>error</c>, its sample shows <c>result</c>.</summary>
public enum FailureMember
{
    /// <summary><c>error</c>.</summary>
    Error,

    /// <summary><c>result</c>.</summary>
    Result,
}
