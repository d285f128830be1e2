namespace Gatehouse.Tokens;

/// <summary>What a vendor's login gave.</summary>
/// <param name="Value">The token.</param>
/// <param name="Life">How long it is good, as the vendor says; <see langword="null"/> when it is good until the vendor refuses it.</param>
public sealed record IssuedToken(string Value, TimeSpan? Life)
{
    /// <summary>Says nothing of the value, so that none is logged.</summary>
    public override string ToString() => $"{nameof(IssuedToken)} {{ Life = {Life} }}";
}
