using System.Net;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Vendors;

/// <summary>Vendors that fail while they are read, updated or deleted at.</summary>
public abstract class VendorFaultTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Theory]
    [MemberData(nameof(VendorFault.All), MemberType = typeof(VendorFault))]
    public async Task A_read_tells_what_the_vendor_did_and_works_when_it_is_over(string fault, int status, string code)
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of(fault, "/api/"));

        foreach (var path in new[] { site.Visits, $"{site.Visits}/{site.Customer.Visits.List()[0].Id}", site.People, $"{site.Organizations}?limit=1" })
        {
            var answer = await hub.Admin.GetAsync(path);
            var problem = answer.IsProblem((HttpStatusCode)status, code);
            problem.Text("retryable").ShouldBe("True", path);
            problem.Text("vendor/system").ShouldBe("cavvisit");
            if (code is "vendor_rate_limited")
                answer.RetryAfter.ShouldBe(3600);
        }

        site.Faults.Clear();
        (await hub.Admin.GetAsync(site.Visits)).Is(HttpStatusCode.OK).Items().Count.ShouldBe(8);
    }

    [Theory]
    [InlineData("status 500")]
    [InlineData("status 503")]
    [InlineData("hang")]
    [InlineData("drop-before")]
    [InlineData("drop-after")]
    [InlineData("html")]
    [InlineData("half-json")]
    public async Task A_read_an_update_and_a_delete_survive_a_passing_failure(string fault)
    {
        await using var site = await InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("Passing Failure"));
        var address = $"{site.Visits}/{visit.Id()}";

        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/GetVisits", next: 1));
        (await hub.Admin.GetAsync(site.Visits)).Is(HttpStatusCode.OK).Items().Count.ShouldBe(9);
        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/UpdateVisit", next: 1));
        (await hub.Admin.PatchAsync(address, """{"notes":"twice"}""")).Is(HttpStatusCode.OK).Text("notes").ShouldBe("twice");
        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/DeleteVisit", next: 1));
        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);

        (site.Calls("GetVisits"), site.Calls("UpdateVisit"), site.Calls("DeleteVisit")).ShouldBe((2, 2, 2));
        site.Customer.Visits.Count.ShouldBe(8);
        site.Faults.Active.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(VendorFault.All), MemberType = typeof(VendorFault))]
    public async Task An_update_that_fails_says_so_and_can_be_sent_again(string fault, int status, string code)
    {
        await using var site = await InstallAsync();
        var visit = await site.CreateAsync(Installation.Draft("Update Fails"));
        var address = $"{site.Visits}/{visit.Id()}";
        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/UpdateVisit"));

        var once = $"patch-{site.Id}";
        (await hub.Admin.PatchAsync(address, """{"notes":"new"}""", once)).IsProblem((HttpStatusCode)status, code);
        site.Faults.Clear();
        (await hub.Admin.PatchAsync(address, """{"notes":"new"}""", once)).Is(HttpStatusCode.OK).Text("notes").ShouldBe("new");

        site.Stored(visit).Notes.ShouldBe("new");
        site.Stored(visit).VisitorName.ShouldBe("Update Fails");
        site.Customer.Visits.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData("status 500", 503, "vendor_unavailable", true)]
    [InlineData("status 429", 429, "vendor_rate_limited", true)]
    [InlineData("hang", 504, "vendor_timeout", true)]
    [InlineData("drop-before", 503, "vendor_unavailable", true)]
    [InlineData("drop-after", 503, "vendor_unavailable", false)]
    public async Task A_delete_that_fails_says_so_and_is_done_by_the_next_one(string fault, int status, string code, bool remains)
    {
        await using var site = await InstallAsync();
        var draft = Installation.Draft("Delete Fails");
        draft["key"] = "delete-fails";
        var visit = await site.CreateAsync(draft);
        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/DeleteVisit"));

        (await hub.Admin.DeleteAsync($"{site.Visits}/key:delete-fails")).IsProblem((HttpStatusCode)status, code);
        site.VisitsOf("Delete Fails").Count.ShouldBe(remains ? 1 : 0);
        site.Faults.Clear();
        (await hub.Admin.DeleteAsync($"{site.Visits}/key:delete-fails")).Is(HttpStatusCode.NoContent);

        site.VisitsOf("Delete Fails").ShouldBeEmpty();
        (await hub.Admin.GetAsync($"{site.Visits}/{visit.Id()}")).IsProblem(HttpStatusCode.NotFound, "not_found");
        site.Customer.Visits.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_retry_after_that_is_longer_than_the_time_left_is_told_and_not_waited_for()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("status 429", "/api/Visits/GetVisits"));

        var answer = await hub.Admin.GetAsync(site.Visits);

        answer.IsProblem(HttpStatusCode.TooManyRequests, "vendor_rate_limited");
        answer.RetryAfter.ShouldBe(3600);
        site.Calls("GetVisits").ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_that_goes_on_failing_is_left_alone_for_a_while()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("status 500", "/api/"));
        for (var call = 0; call < 10; call++)
            (await hub.Admin.GetAsync(site.Visits)).IsProblem(HttpStatusCode.ServiceUnavailable, "vendor_unavailable");
        var calls = site.Calls("GetVisits");

        var answer = await hub.Admin.GetAsync(site.Visits);

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "vendor_unavailable").Text("vendor/code").ShouldBe("circuit_open");
        answer.RetryAfter.ShouldNotBeNull().ShouldBeInRange(1, 15);
        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Circuit Open"))).IsProblem(HttpStatusCode.ServiceUnavailable, "vendor_unavailable");
        site.Calls("GetVisits").ShouldBe(calls);
        site.VisitsOf("Circuit Open").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_customer_key_is_a_failed_dependency_and_shows_no_key()
    {
        await using var site = await InstallAsync();
        await site.SetSecretAsync("another-key-entirely");

        var answer = await hub.Admin.PostAsync(site.Visits, Installation.Draft("Wrong Keys"));

        answer.IsProblem(HttpStatusCode.FailedDependency, "vendor_unauthenticated");
        answer.Text.ShouldNotContain("another-key-entirely");
        await site.SetSecretAsync(Installation.CustomerKey);
        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Wrong Keys"))).Is(HttpStatusCode.Created);
        site.VisitsOf("Wrong Keys").Count.ShouldBe(1);
    }

    private async Task<Installation> InstallAsync()
    {
        var site = await hub.InstallAsync();
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.4, retries = 1 });
        return site;
    }
}
