using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class PlaceTests : IAsyncLifetime
{
    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Fact]
    public async Task A_connection_test_logs_in_and_reads_sites() =>
        (await _vendor.DoAsync(FacilityOperations.Test, default)).Detail.ShouldBe("Logged in; the organisation has 3 sites.");

    [Theory]
    [InlineData(1000, 40)]
    [InlineData(7, 40)]
    [InlineData(100, 3)]
    public async Task A_thousand_sites_are_listed_once_each_whatever_the_pages(int limit, int pageSize)
    {
        for (var number = 0; number < 997; number++)
            _vendor.Organisation.AddSite($"Site {number}", "Here");
        var seen = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await _vendor.DoAsync(SiteOperations.List, new PlaceQuery(new PageRequest(limit, next.Length == 0 ? null : next)), ("pageSize", pageSize));
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(site => site.Id));
            next = page.Next;
        }

        seen.Count.ShouldBe(1000);
        seen.Distinct().Count().ShouldBe(1000);
    }

    [Fact]
    public async Task Access_points_are_those_of_a_site_or_of_all_and_are_found_by_name()
    {
        var site = _vendor.Organisation.Sites.List()[1];

        var ofSite = await _vendor.DoAsync(AccessPointOperations.List, new PlaceQuery(new PageRequest(2)) { Site = site.Id.ToString() });
        var all = await _vendor.DoAsync(AccessPointOperations.List, new PlaceQuery(new PageRequest(5)));
        var rest = await _vendor.DoAsync(AccessPointOperations.List, new PlaceQuery(new PageRequest(50, all.Next)));
        var named = await _vendor.DoAsync(AccessPointOperations.List, new PlaceQuery(new PageRequest(50)) { Text = "main" });

        ofSite.Items.Select(door => door.Name).ShouldBe(["Main entrance", "Car park"]);
        ofSite.Items[0].Site!.Id.ShouldBe(site.Id.ToString());
        ofSite.Next.ShouldNotBeNull();
        all.Items.Concat(rest.Items).Select(door => int.Parse(door.Id)).ShouldBe(_vendor.Doors);
        named.Items.Select(door => door.Site!.Id).ShouldBe(_vendor.Organisation.Sites.List().Select(known => known.Id.ToString()));
        _vendor.Simulator.Host.Requests.List()[^1].Form["filters"].ShouldContain("main");
    }

    [Fact]
    public async Task One_site_and_one_access_point_are_read_from_the_lists()
    {
        var door = _vendor.Organisation.AccessPoints.List()[^1];

        (await _vendor.DoAsync(AccessPointOperations.Get, new ItemRequest(door.Id.ToString()))).Site!.Id.ShouldBe(door.SiteId.ToString());
        var site = await _vendor.DoAsync(SiteOperations.Get, new ItemRequest(door.SiteId.ToString()));
        (site.Name, site.Fields["location"].GetString()).ShouldBe(("Orchard Court", "Pune"));
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(AccessPointOperations.Get, new ItemRequest("9")))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(SiteOperations.Get, new ItemRequest("x")))).Error.Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task Pages_of_another_size_than_asked_for_are_told_as_a_wrong_setting()
    {
        await using var vendor = await Installation.StartAsync(new SpintlyAssumptions { LargestPage = 10 });

        var failure = await Should.ThrowAsync<VendorException>(vendor.DoAsync(SiteOperations.List, new PlaceQuery(new PageRequest(5))));

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.Misconfigured, "page_size"));
        (await vendor.DoAsync(SiteOperations.List, new PlaceQuery(new PageRequest(5)), ("pageSize", 10))).Items.Count.ShouldBe(3);
    }
}
