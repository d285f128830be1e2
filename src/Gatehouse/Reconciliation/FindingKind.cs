using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Reconciliation;

/// <summary>What a comparison with the vendor can find of a target.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<FindingKind>))]
public enum FindingKind
{
    /// <summary>It is active and the vendor did not have it. It is applied again.</summary>
    Missing,

    /// <summary>It was taken back or is over and the vendor still had it. It is revoked again.</summary>
    LeftOver,

    /// <summary>The vendor had a second object of it. That is removed.</summary>
    Duplicate,

    /// <summary>It is active and the vendor had it with another window than it was given. It is changed back.</summary>
    Changed,

    /// <summary>It had failed, and the vendor had it all the same. It is taken over: brought to what is wanted, and taken back when that is over.</summary>
    Adopted,

    /// <summary>The vendor cannot be asked, or does not tell.</summary>
    Unverifiable,

    /// <summary>Its revoke was not confirmed, and the vendor shows it gone.</summary>
    Confirmed,

    /// <summary>It is active and came to its end at the vendor: the visitor left, or the host refused. Nothing is done.</summary>
    Ended,

    /// <summary>Something was to be done and nobody was to do it. It is scheduled again.</summary>
    Healed,
}
