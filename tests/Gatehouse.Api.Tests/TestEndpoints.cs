using Gatehouse.Api.Endpoints;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Tests;

/// <summary>Endpoints at <c>/test</c> that do what a test asks for.</summary>
/// <param name="handler">Does it.</param>
internal sealed class TestEndpoints(RequestDelegate handler) : EndpointGroup("Test")
{
    public override void Map(IEndpointRouteBuilder api)
    {
        foreach (var method in new[] { HttpMethods.Get, HttpMethods.Post, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Put })
            Map(api, method, "/test", Scopes.VisitsRead, $"test{method}", "Test", handler);
        Map(api, HttpMethods.Post, "/test/once", Scopes.VisitsRead, "testOnce", "Test", handler).ShowsOnce("secret");
        Map(api, HttpMethods.Get, "/facilities/{facility}/test", Scopes.VisitsRead, "testFacilityRoute", "Test", handler);
        api.MapMethods("/test/undeclared", [HttpMethods.Get], handler);
    }
}
