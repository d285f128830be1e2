using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Control;

/// <summary>What a vendor adds to the host: its routes, its data and its way to refuse.</summary>
internal interface IVendorSimulation
{
    /// <summary>The path that the vendor's routes are below, with a slash at both ends.</summary>
    string BasePath { get; }

    /// <summary>The names of parameters whose values are never logged.</summary>
    IReadOnlySet<string> SecretParameters { get; }

    /// <summary>What the path of a fault is compared with. A vendor with one address for all calls adds <c>#</c> and the call's name.</summary>
    string CallOf(SimulatedRequest request) => request.Path;

    /// <summary>Adds the vendor's routes.</summary>
    void Map(VendorRoutes routes);

    /// <summary>Adds control routes that only this vendor has, relative to <c>/_sim</c>.</summary>
    void MapControl(IEndpointRouteBuilder control);

    /// <summary>The answer to a path that the vendor does not have.</summary>
    SimulatorResponse NotFound(SimulatedRequest request);

    /// <summary>The answer to a path that the vendor has with another method.</summary>
    SimulatorResponse MethodNotAllowed(SimulatedRequest request);

    /// <summary>Puts the data back to the seeds.</summary>
    void Reset();

    /// <summary>Writes all data as one JSON object, without keys and passwords.</summary>
    void WriteDump(Utf8JsonWriter writer);
}
