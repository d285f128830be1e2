namespace Gatehouse.Tokens;

/// <summary>A token of a facility.</summary>
internal sealed record Token
{
    /// <summary>Tells it from the tokens before and after it, without its value.</summary>
    public required string Id { get; init; }

    /// <summary>What the vendor wants to see.</summary>
    public required string Value { get; init; }

    /// <summary>The settings that it was got with, see <see cref="Connectors.FacilityContext.Binding"/>: it is not for another address.</summary>
    public required string Binding { get; init; }

    /// <summary>When it was got, UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>How long it is good; <see langword="null"/> until it is refused.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>When it was last seen in use, UTC; written now and then only. <see langword="null"/> when it was used for its first calls alone.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>How many attempts to get a token that the vendor accepts failed before this one; 0 once it was accepted.</summary>
    public int Attempts { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{nameof(Token)} {Id}";
}
