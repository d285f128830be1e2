using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Control;

/// <summary>Collects a vendor's routes. Paths match without regard to case, and another method on a known path is refused as such.</summary>
internal sealed class VendorRoutes(IEndpointRouteBuilder endpoints, IVendorSimulation vendor, SimulatorPipeline pipeline)
{
    private readonly HashSet<string> _patterns = new(StringComparer.OrdinalIgnoreCase);

    public void Map(string method, string path, Func<SimulatedRequest, SimulatorResponse> handle)
    {
        var pattern = vendor.BasePath + path;
        endpoints.MapMethods(pattern, [method], context => pipeline.ServeAsync(context, handle));
        if (_patterns.Add(pattern))
            endpoints.Map(pattern, context => pipeline.ServeAsync(context, vendor.MethodNotAllowed));
    }

    public void MapRest() => endpoints.MapFallback("{**path}", context => pipeline.ServeAsync(context, vendor.NotFound));
}
