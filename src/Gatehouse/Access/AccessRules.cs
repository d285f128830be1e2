using Gatehouse.Connectors;

namespace Gatehouse.Access;

/// <summary>How a vendor gives access.</summary>
public sealed record AccessRules
{
    /// <summary>What it does.</summary>
    public AccessEffect Effect { get; init; } = AccessEffect.Access;

    /// <summary>Plans an access with the facility's settings, without calling the vendor.</summary>
    public Func<FacilityContext, AccessSpec, AccessPlan> Plan { get; init; } = (_, spec) => new AccessPlan { Window = spec.Window };

    /// <summary>Whether <see cref="AccessOperations.Inspect"/> finds by the marker alone what its create made, and nothing else.</summary>
    public bool FindsByMarker { get; init; }
}
