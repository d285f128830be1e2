using Gatehouse.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace Gatehouse.Functions.Tests.Http;

public sealed class RouteTests
{
    private static readonly IReadOnlyList<(string Pattern, string Method)> Endpoints = ReadEndpoints();

    public static IEnumerable<object[]> Api { get; } = Endpoints.Select(endpoint => new object[] { endpoint.Pattern, endpoint.Method });

    [Theory]
    [MemberData(nameof(Api))]
    public void An_endpoint_is_served_by_exactly_one_function_with_its_method(string pattern, string method)
    {
        var serving = Shell.Http.Where(function => Serves(function.Trigger, pattern)).ToList();

        serving.Select(function => Shell.NameOf(function.Method)).Count().ShouldBe(1);
        serving[0].Trigger.Methods.ShouldNotBeNull().ShouldContain(method);
    }

    [Fact]
    public void A_function_has_the_methods_of_its_endpoints_and_no_others()
    {
        foreach (var (method, trigger) in Shell.Http)
        {
            var used = Endpoints.Where(endpoint => Serves(trigger, endpoint.Pattern)).Select(endpoint => endpoint.Method).Distinct();
            trigger.Methods.ShouldNotBeNull().ShouldBe(used, ignoreOrder: true, Shell.NameOf(method));
        }
    }

    [Fact]
    public void No_two_routes_overlap()
    {
        var routes = Shell.Http.Select(function => RoutePatternFactory.Parse(function.Trigger.Route!)).ToList();

        for (var first = 0; first < routes.Count; first++)
        {
            for (var second = first + 1; second < routes.Count; second++)
                Overlap(routes[first], routes[second], 0).ShouldBeFalse($"{routes[first].RawText} and {routes[second].RawText}");
        }
    }

    [Theory]
    [InlineData("a/{x}", "a/b", true)]
    [InlineData("a/{x?}", "a", true)]
    [InlineData("a/{*rest}", "a", true)]
    [InlineData("a/{x}/{*rest}", "a/b/c/d", true)]
    [InlineData("a/{x}/b", "a/{y}/c", false)]
    [InlineData("a/{x}", "a", false)]
    [InlineData("a/b/{*rest}", "a/c", false)]
    public void Overlaps_are_found(string first, string second, bool expected)
    {
        Overlap(RoutePatternFactory.Parse(first), RoutePatternFactory.Parse(second), 0).ShouldBe(expected);
        Overlap(RoutePatternFactory.Parse(second), RoutePatternFactory.Parse(first), 0).ShouldBe(expected);
    }

    [Fact]
    public void Every_function_leaves_the_keys_to_the_api() =>
        Shell.Http.ShouldAllBe(function => function.Trigger.AuthLevel == AuthorizationLevel.Anonymous);

    [Fact]
    public void No_route_is_one_that_the_host_refuses() =>
        Shell.Http.ShouldAllBe(function => function.Trigger.Route!.StartsWith("api/v1/", StringComparison.Ordinal) || function.Trigger.Route.StartsWith("pass/", StringComparison.Ordinal));

    private static IReadOnlyList<(string Pattern, string Method)> ReadEndpoints()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGatehouseFunctions(Shell.Settings("UseDevelopmentStorage=true", Path.Combine(Path.GetTempPath(), "gatehouse-functions-none")));
        var app = builder.Build();
        app.MapGatehouse();
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Cast<RouteEndpoint>()
                .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                    .Select(method => (endpoint.RoutePattern.RawText!, method.ToLowerInvariant()))),
        ];
    }

    private static bool Serves(HttpTriggerAttribute trigger, string pattern)
    {
        var path = "/" + string.Join('/', RoutePatternFactory.Parse(pattern).PathSegments.Select(
            segment => string.Concat(segment.Parts.Select(part => part is RoutePatternLiteralPart literal ? literal.Content : "some"))));
        return new TemplateMatcher(TemplateParser.Parse(trigger.Route!), []).TryMatch(path, []);
    }

    /// <summary>Whether some path fits both, from a segment on.</summary>
    private static bool Overlap(RoutePattern first, RoutePattern second, int at)
    {
        var (a, b) = (Part(first, at), Part(second, at));
        if (a is null || b is null)
            return MayEnd(a) && MayEnd(b);
        if (a is RoutePatternParameterPart { IsCatchAll: true } || b is RoutePatternParameterPart { IsCatchAll: true })
            return true;
        if (a is RoutePatternParameterPart { IsOptional: true } && b is RoutePatternParameterPart { IsOptional: true })
            return true;
        if (a is RoutePatternLiteralPart x && b is RoutePatternLiteralPart y && !string.Equals(x.Content, y.Content, StringComparison.OrdinalIgnoreCase))
            return false;
        return Overlap(first, second, at + 1);
    }

    private static RoutePatternPart? Part(RoutePattern pattern, int at) =>
        at < pattern.PathSegments.Count ? pattern.PathSegments[at].Parts.ShouldHaveSingleItem() : null;

    private static bool MayEnd(RoutePatternPart? part) => part is null or RoutePatternParameterPart { IsCatchAll: true } or RoutePatternParameterPart { IsOptional: true };
}
