using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>A grant's share at one facility, as callers see it.</summary>
public sealed record GrantTarget
{
    /// <summary>Its number within the grant, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The facility's id.</summary>
    public required string Facility { get; init; }

    /// <summary>Where it stands.</summary>
    public required GrantState State { get; init; }

    /// <summary>Whether it opens doors or is a record only.</summary>
    public AccessEffect Effect { get; init; }

    /// <summary>The access points.</summary>
    public IReadOnlyList<NamedReference> AccessPoints { get => field ?? []; init; }

    /// <summary>The site.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>The roles that were asked for.</summary>
    public IReadOnlyList<NamedReference> Roles { get => field ?? []; init; }

    /// <summary>Whom the visitor comes to see.</summary>
    public HostReference? Host { get; init; }

    /// <summary>The organization that is visited.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>The vendor's fields that were asked for.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>When the vendor lets the subject in.</summary>
    public AccessWindow? EffectiveWindow { get; init; }

    /// <summary>The vendor's id of what it holds.</summary>
    public string? VendorId { get; init; }

    /// <summary>How often the vendor was asked for what is wanted now.</summary>
    public int Attempts { get; init; }

    /// <summary>Why the last try failed.</summary>
    public TargetFailure? LastError { get; init; }

    /// <summary>When the next try is.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>What is still to be changed at the vendor.</summary>
    public TargetChange? Pending { get; init; }

    /// <summary>What opens the doors; values only for callers with <c>credentials:read</c>.</summary>
    public IReadOnlyList<Credential> Credentials { get => field ?? []; init; }

    /// <summary>Codes of what the caller should know, such as <c>window_widened</c>.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }
}
