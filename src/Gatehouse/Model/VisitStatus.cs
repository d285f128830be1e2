using System.Text.Json.Serialization;
using Gatehouse.Json;

namespace Gatehouse.Model;

/// <summary>Where a visit stands. <see cref="Visit.StatusDetail"/> says more where the vendor does.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<VisitStatus>))]
public enum VisitStatus
{
    /// <summary>The vendor's state has no known meaning.</summary>
    Unknown,

    /// <summary>Not here yet.</summary>
    Expected,

    /// <summary>Here now.</summary>
    Arrived,

    /// <summary>Was here and left.</summary>
    Departed,

    /// <summary>Called off before arrival.</summary>
    Cancelled,

    /// <summary>Refused at the door.</summary>
    Denied,
}
