using System.Net;

namespace Gatehouse.Simulators.Tests.HappyHabitat;

public sealed class ResidentTests : HappyHabitatTest
{
    [Fact]
    public async Task Residents_are_listed_whole_or_by_pages()
    {
        await LogInAsync();

        (await GetAsync("residents")).Body!.AsArray().Count.ShouldBe(12);
        (await GetAsync("residents?page=2")).Body!.AsArray().Count.ShouldBe(12);
        var page = (await GetAsync("residents?page=3&pageSize=5")).Body!;
        page["items"]!.AsArray().Count.ShouldBe(2);
        ((int)page["totalCount"]!, (int)page["page"]!, (int)page["pageSize"]!, (int)page["totalPages"]!).ShouldBe((12, 3, 5, 3));
        (await GetAsync("residents?page=4&pageSize=5")).Body!["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resident_has_the_documented_members()
    {
        await LogInAsync();

        var (status, body) = await GetAsync($"residents/{SomeResident.Id}");

        status.ShouldBe(HttpStatusCode.OK);
        body!.AsObject().Select(member => member.Key).ShouldBe(
            ["id", "userId", "communityId", "fullName", "email", "phone", "number", "address", "communityIds", "createdAt"]);
        (await GetAsync($"residents/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Residents_are_listed_by_one_community_or_several()
    {
        await LogInAsync();
        var communities = Simulator.Data.Residents.List().Select(resident => resident.CommunityId!.Value).Distinct().ToList();

        (await GetAsync($"residents/community/{communities[0]}")).Body!.AsArray().Count.ShouldBe(6);
        (await GetAsync($"residents/community/{Guid.NewGuid()}")).Body!.AsArray().ShouldBeEmpty();
        (await GetAsync($"residents/by-communities?communityIds={communities[0]}&communityIds={communities[1]}")).Body!.AsArray().Count.ShouldBe(12);
        ((int)(await GetAsync($"residents/by-communities?communityIds={communities[1]}&page=1&pageSize=4")).Body!["totalCount"]!).ShouldBe(6);
        (await GetAsync("residents/by-communities")).Body!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("residents")]
    [InlineData("residents/by-communities")]
    public async Task Residents_are_for_administrators(string path)
    {
        await LogInAsync("guard", "guard-password");

        (await GetAsync(path)).ShouldBe((HttpStatusCode.Forbidden, null));
        (await GetAsync("residentvisits")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
