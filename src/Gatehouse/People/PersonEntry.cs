using Gatehouse.Model;

namespace Gatehouse.People;

/// <summary>A person in the directory.</summary>
public sealed record PersonEntry
{
    /// <summary>The hash of the person. The first member: the hashes of all people are read without the people.</summary>
    public required string Hash { get; init; }

    /// <summary>Grows with each change.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the entry was written, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The person, without what is sensitive.</summary>
    public required Person Person { get; init; }
}
