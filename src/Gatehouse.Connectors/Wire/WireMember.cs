namespace Gatehouse.Connectors.Wire;

/// <summary>A member of a vendor's object.</summary>
/// <param name="Name">The vendor's name.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Place">Where it is in the normalized model.</param>
internal sealed record WireMember(string Name, WireKind Kind = WireKind.Text, WirePlace Place = WirePlace.Normalized)
{
    /// <summary>Whether callers can write it as one of the fields.</summary>
    public bool IsWritableField => Place is WirePlace.Field or WirePlace.OwnField or WirePlace.Credential;

    /// <summary>Whether callers see it as one of the fields.</summary>
    public bool IsShownField => Place is WirePlace.Field or WirePlace.OwnField;

    /// <summary>Whether it stays as it is when a caller leaves it out.</summary>
    public bool IsKept => Place is WirePlace.OwnField or WirePlace.Credential;
}
