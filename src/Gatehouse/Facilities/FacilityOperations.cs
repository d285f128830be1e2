using Gatehouse.Operations;

namespace Gatehouse.Facilities;

/// <summary>The catalogue's operations on a facility itself.</summary>
public static class FacilityOperations
{
    /// <summary>Calls the vendor with the facility's settings and secrets and changes nothing.</summary>
    public static readonly Operation<Unit, ConnectionReport> Test =
        new("facilities.test", Effect.Read, Scopes.FacilitiesRead, "Test the connection");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Test];
}
