using System.Net;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class PlaceTests : SpintlyTest
{
    [Fact]
    public async Task Sites_are_paged_and_say_how_many_there_are()
    {
        var (_, first) = await SendAsync(HttpMethod.Post, Sites, new { pagination = new { page = 1, perPage = 2 } });
        var (_, last) = await SendAsync(HttpMethod.Post, Sites, new { pagination = new { page = 2, perPage = 2 } });
        var (_, beyond) = await SendAsync(HttpMethod.Post, Sites, new { pagination = new { page = 9, perPage = 2 } });

        first!["message"]!["sites"]!.AsArray().Select(site => (string)site!["name"]!).ShouldBe(["Harbour House", "Mill Lane"]);
        last!["message"]!["sites"]!.AsArray().Count.ShouldBe(1);
        beyond!["message"]!["sites"]!.AsArray().ShouldBeEmpty();
        first["message"]!["pagination"]!.ToJsonString().ShouldBe("""{"total":3,"perPage":2,"currentPage":1}""");
    }

    [Fact]
    public async Task A_page_is_never_larger_than_the_vendor_allows()
    {
        var (_, body) = await SendAsync(HttpMethod.Post, Sites, new { pagination = new { page = 1, perPage = 5000 } });

        ((int)body!["message"]!["pagination"]!["perPage"]!).ShouldBe(100);
        (await SendAsync(HttpMethod.Post, Sites, new { pagination = new { page = 0 } })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData("LOBBY", 1)]
    [InlineData("gym", 0)]
    public async Task Access_points_of_a_site_are_found_by_name(string? search, int count)
    {
        var site = Organisation.Sites.List()[0].Id;

        var (status, body) = await SendAsync(HttpMethod.Post, $"{PlacePath(site)}/accessPoints/list", new { filters = new { search } });

        status.ShouldBe(HttpStatusCode.OK);
        body!["message"]!["accessPoints"]!.AsArray().Count.ShouldBe(count);
        (await SendAsync(HttpMethod.Post, $"{PlacePath(9)}/accessPoints/list", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static string PlacePath(int site) => $"organisationManagement/v1/integrator/organisations/641/sites/{site}";
}
