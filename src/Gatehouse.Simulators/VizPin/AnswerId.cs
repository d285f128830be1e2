namespace Gatehouse.Simulators.VizPin;

/// <summary>Which <c>id</c> an answer carries.</summary>
public enum AnswerId
{
    /// <summary>The request's, as a text.</summary>
    Same,

    /// <summary>Another number: the seed answers 1491396942 with 1491396943.</summary>
    Other,

    /// <summary>None.</summary>
    Missing,
}
