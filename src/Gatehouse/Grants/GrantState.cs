using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Grants;

/// <summary>Where a grant or one of its targets stands; computed, never stored.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<GrantState>))]
public enum GrantState
{
    /// <summary>Nothing was tried yet, or the vendor can only be asked shortly before the window.</summary>
    Pending,

    /// <summary>The vendor is being asked.</summary>
    Applying,

    /// <summary>A try failed; the next one has a time.</summary>
    Waiting,

    /// <summary>The vendor holds what is wanted.</summary>
    Active,

    /// <summary>It is being taken back.</summary>
    Revoking,

    /// <summary>It was taken back; the vendor confirmed it or has nothing of it.</summary>
    Revoked,

    /// <summary>Its window is over, and it was taken back.</summary>
    Expired,

    /// <summary>The vendor refused it for good.</summary>
    Failed,

    /// <summary>The vendor was told to take it back in a way that it does not confirm.</summary>
    Unverified,

    /// <summary>Of a grant: some targets are active and others failed.</summary>
    Partial,
}
