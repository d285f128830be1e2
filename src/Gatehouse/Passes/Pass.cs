namespace Gatehouse.Passes;

/// <summary>A visitor's pass that is good.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Token">What its link ends in. Who has it can open what the pass opens: never in logs.</param>
/// <param name="IssuedAt">When it was first issued.</param>
/// <param name="EndsAt">When what it shows ends, UTC; <see langword="null"/> when that is not known.</param>
/// <param name="Grant">The grant that it shows; <see langword="null"/> for a visit.</param>
/// <param name="Facility">The facility of the visit that it shows.</param>
/// <param name="Visit">The vendor's id of that visit.</param>
public sealed record Pass(string Id, string Token, DateTimeOffset IssuedAt, DateTimeOffset? EndsAt, string? Grant, string? Facility, string? Visit)
{
    /// <inheritdoc />
    public override string ToString() => $"Pass {{ Id = {Id} }}";
}
