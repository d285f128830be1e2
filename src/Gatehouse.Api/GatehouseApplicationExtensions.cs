using Gatehouse.Api.Audit;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Hosting;
using Gatehouse.Api.Idempotency;
using Gatehouse.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api;

/// <summary>Puts the hub's API into a request pipeline.</summary>
public static class GatehouseApplicationExtensions
{
    /// <summary>
    /// Adds the whole API: routing, authentication, limits, authorization, idempotency, problems and endpoints.
    /// For any <see cref="IApplicationBuilder"/>, an inner one as well,
    /// whose services have <see cref="ServiceCollectionExtensions.AddGatehouseApi"/>.
    /// </summary>
    public static IApplicationBuilder UseGatehouse(this IApplicationBuilder app)
    {
        app.UseMiddleware<ClientAddressMiddleware>();
        app.UseMiddleware<RequestLogMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        app.UseMiddleware<EntryMiddleware>();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseWhen(AuditMiddleware.Concerns, branch =>
        {
            branch.UseMiddleware<AuditMiddleware>();

            // Within, so that a failure's problem is an answer whose status is known.
            branch.UseMiddleware<ProblemMiddleware>();
        });
        app.UseWhen(IdempotencyMiddleware.Concerns, branch =>
        {
            branch.UseMiddleware<IdempotencyMiddleware>();

            // Once more within, so that a failure's problem is an answer that can be kept.
            branch.UseMiddleware<ProblemMiddleware>();
        });
        return app.UseEndpoints(endpoints => endpoints.MapGatehouse());
    }

    /// <summary>Maps the API's endpoints below <c>/api/v1</c>, and the pages.</summary>
    public static IEndpointRouteBuilder MapGatehouse(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(EndpointGroup.Prefix);
        foreach (var feature in endpoints.ServiceProvider.GetServices<EndpointGroup>())
            feature.Map(group);
        foreach (var pages in endpoints.ServiceProvider.GetServices<PageGroup>())
            pages.Map(endpoints);
        return endpoints;
    }
}
