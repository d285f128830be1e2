namespace Gatehouse.Simulators.VizPin;

/// <summary>What the member <c>locations</c> is when it holds one location.</summary>
public enum LocationsAnswer
{
    /// <summary>As the seed's samples: a list from a get, an object from an add or an edit.</summary>
    AsSamples,

    /// <summary>Always a list.</summary>
    List,

    /// <summary>Always an object.</summary>
    Object,
}
