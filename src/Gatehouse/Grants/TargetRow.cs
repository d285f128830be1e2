using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>A target as it is stored: what is wanted, and what is known of the vendor.</summary>
public sealed record TargetRow
{
    /// <summary>Its number within the grant, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>What is wanted.</summary>
    public required TargetWish Wish { get; init; }

    /// <summary>The version of the wish that the vendor has; 0 for none.</summary>
    public int Settled { get; init; }

    /// <summary>The version of the wish that the vendor refused for good; 0 for none.</summary>
    public int Refused { get; init; }

    /// <summary>
    /// What was asked for, where something it names was not found: the wish is without it then, and wider or narrower than was meant, so that
    /// the vendor is asked for nothing. A retry looks for it again.
    /// </summary>
    public GrantTargetDraft? Unresolved { get; init; }

    /// <summary>What the vendor holds.</summary>
    public TargetHold? Hold { get; init; }

    /// <summary>What the vendor holds and shall not, since another took its place.</summary>
    public IReadOnlyList<TargetHold> Former { get => field ?? []; init; }

    /// <summary>What was last taken back, without its credentials: by this the vendor is asked whether it is gone.</summary>
    public TargetHold? Last { get; init; }

    /// <summary>The vendor's id of the person, where grants share a person's access; it is written before anything is asked for.</summary>
    public string? Person { get; init; }

    /// <summary>A create whose outcome is not known.</summary>
    public TargetCreate? Create { get; init; }

    /// <summary>Who works it.</summary>
    public TargetClaim? Claim { get; init; }

    /// <summary>How many creates were begun; makes each one's marker.</summary>
    public int Creates { get; init; }

    /// <summary>How often the vendor was asked for the present wish.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed.</summary>
    public TargetFailure? Failure { get; init; }

    /// <summary>When the next try is, UTC.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Whether the vendor did not confirm that it took the access back.</summary>
    public bool Unverified { get; init; }

    /// <summary>What it does.</summary>
    public AccessEffect Effect { get; init; }

    /// <summary>When the vendor will let the subject in.</summary>
    public AccessWindow? EffectiveWindow { get; init; }

    /// <summary>What the caller should know.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Counts the events of the target.</summary>
    public int Sequence { get; init; }

    /// <summary>When the present wish was spoken, UTC.</summary>
    public required DateTimeOffset WishedAt { get; init; }

    /// <summary>Whether an operator was told that the revoke is overdue.</summary>
    public bool Alarmed { get; init; }

    /// <summary>Where it stands.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public GrantState State => (Wish.Present, Settled == Wish.Version) switch
    {
        (true, true) => GrantState.Active,
        (true, false) when Refused == Wish.Version => GrantState.Failed,
        (true, false) when Failure is not null && NextAt is not null => GrantState.Waiting,
        (true, false) => Attempts > 0 ? GrantState.Applying : GrantState.Pending,
        (false, true) when Unverified => GrantState.Unverified,
        (false, true) => Wish.Expired ? GrantState.Expired : GrantState.Revoked,
        (false, false) => GrantState.Revoking,
    };

    /// <summary>Whether it failed before it was ever worked, and nobody was told so.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsUntold => State == GrantState.Failed && Sequence == 0;

    /// <summary>Whether somebody has to work it: at the vendor, or to tell of it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasWork => !IsAtRest || IsUntold;

    /// <summary>Whether there is nothing to do at the vendor for now.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsAtRest =>
        (Settled == Wish.Version || Refused == Wish.Version) && Former.Count == 0 && Create is null && (Wish.Present || Hold is null);
}
