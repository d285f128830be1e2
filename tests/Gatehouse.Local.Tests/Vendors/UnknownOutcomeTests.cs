using System.Globalization;
using System.Net;
using Gatehouse.Creates;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.Vendors;

/// <summary>Creates whose answer is lost: whatever happens, one object is made.</summary>
public abstract class UnknownOutcomeTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    private const string Create = "/api/Visits/CreateVisit";

    [Theory]
    [InlineData("drop-after")]
    [InlineData("html")]
    [InlineData("empty")]
    [InlineData("half-json")]
    [InlineData("malformed")]
    [InlineData("status 500 with effect")]
    [InlineData("hang with effect")]
    public async Task A_visit_whose_answer_is_lost_is_found_at_once(string fault)
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of(fault, Create, next: 1));

        var visit = (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Lost Answer"), once: Once(site))).Is(HttpStatusCode.Created);

        site.VisitsOf("Lost Answer").Select(stored => stored.Id).ShouldBe([visit.Number()]);
        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Lost Answer"), once: Once(site))).Is(HttpStatusCode.Created).Id().ShouldBe(visit.Id());
        site.Calls("CreateVisit").ShouldBe(1);
    }

    [Theory]
    [InlineData("drop-before", true, false)]
    [InlineData("drop-before", false, true)]
    [InlineData("drop-before", true, true)]
    [InlineData("status 500", true, false)]
    [InlineData("hang", false, true)]
    public async Task A_visit_that_is_not_found_is_made_by_the_same_request_after_the_settle_time(string fault, bool idempotencyKey, bool ownKey)
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of(fault, Create, next: 1));
        var draft = Installation.Draft("Never Arrived");
        if (ownKey)
            draft["key"] = "never-arrived";
        var once = idempotencyKey ? Once(site) : null;

        var answer = await hub.Admin.PostAsync(site.Visits, draft, once);
        answer.IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown").Text("retryable").ShouldBe("True");
        answer.RetryAfter.ShouldNotBeNull().ShouldBeInRange(100, 120);
        (await hub.Admin.PostAsync(site.Visits, draft, once)).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        site.Calls("CreateVisit").ShouldBe(1);

        hub.Clock.Skip(CreateRunner.SettleTime);
        var visit = (await hub.Admin.PostAsync(site.Visits, draft, once)).Is(HttpStatusCode.Created);

        site.VisitsOf("Never Arrived").Select(stored => stored.Id).ShouldBe([visit.Number()]);
        (await hub.Admin.PostAsync(site.Visits, draft, once)).Is(idempotencyKey ? HttpStatusCode.Created : HttpStatusCode.OK).Id().ShouldBe(visit.Id());
        site.Calls("CreateVisit").ShouldBe(2);
    }

    [Fact]
    public async Task The_key_of_a_visit_that_stays_unknown_can_be_freed_once_it_has_settled()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("drop-before", Create, next: 1));
        var draft = Installation.Draft("Given Up");
        draft["key"] = "given-up";
        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        (await hub.Admin.DeleteAsync($"{site.Visits}/key:given-up")).IsProblem(HttpStatusCode.Conflict, "request_in_flight");

        hub.Clock.Skip(CreateRunner.SettleTime);
        (await hub.Admin.DeleteAsync($"{site.Visits}/key:given-up")).Is(HttpStatusCode.NoContent);

        (await hub.Admin.GetAsync($"{site.Visits}/key:given-up")).IsProblem(HttpStatusCode.NotFound, "not_found");
        draft["notes"] = "Another visit with the same key";
        (await hub.Admin.PostAsync(site.Visits, draft)).Is(HttpStatusCode.Created);
        site.VisitsOf("Given Up").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_create_without_any_key_that_is_lost_is_not_repeated_by_the_hub()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("drop-before", Create, next: 1));

        (await hub.Admin.PostAsync(site.Visits, Installation.Draft("Without Key"))).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");

        site.Calls("CreateVisit").ShouldBe(1);
        site.VisitsOf("Without Key").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_visit_that_was_made_but_cannot_be_searched_is_found_by_the_next_try(bool idempotencyKey)
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("drop-after", Create, next: 1));
        site.Faults.Add(VendorFault.Of("status 500", "/api/Visits/GetVisitsByDate"));
        var draft = Installation.Draft("Hidden For Now");
        draft["key"] = "hidden";
        var once = idempotencyKey ? Once(site) : null;

        (await hub.Admin.PostAsync(site.Visits, draft, once)).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        hub.Clock.Skip(CreateRunner.SettleTime);
        (await hub.Admin.PostAsync(site.Visits, draft, once)).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        site.Faults.Clear();
        var visit = (await hub.Admin.PostAsync(site.Visits, draft, once)).Is(HttpStatusCode.Created);

        site.VisitsOf("Hidden For Now").Select(stored => stored.Id).ShouldBe([visit.Number()]);
        site.Calls("CreateVisit").ShouldBe(1);
    }

    [Fact]
    public async Task A_create_that_the_vendor_refuses_for_now_makes_nothing_and_leaves_its_key_free()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("status 429", Create, next: 1));
        var draft = Installation.Draft("Too Many");
        draft["key"] = "too-many";

        var answer = await hub.Admin.PostAsync(site.Visits, draft, once: Once(site));
        answer.IsProblem(HttpStatusCode.TooManyRequests, "vendor_rate_limited");
        answer.RetryAfter.ShouldBe(3600);
        site.VisitsOf("Too Many").ShouldBeEmpty();
        (await hub.Admin.PostAsync(site.Visits, draft, once: Once(site))).Is(HttpStatusCode.Created);
        site.VisitsOf("Too Many").Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_create_that_the_vendor_refuses_for_good_leaves_its_key_for_other_content()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(new Fault(FaultKind.Status) { Path = Create, Next = 1, Status = 400, Body = """{"Message":"No such place."}""" });
        var draft = Installation.Draft("Refused");
        draft["key"] = "refused";

        (await hub.Admin.PostAsync(site.Visits, draft)).IsProblem(HttpStatusCode.UnprocessableEntity, "vendor_invalid")
            .Text("vendor/message").ShouldBe("No such place.");
        draft["place"] = "Lobby";
        (await hub.Admin.PostAsync(site.Visits, draft)).Is(HttpStatusCode.Created);
        site.VisitsOf("Refused").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("drop-after", 201)]
    [InlineData("half-json", 201)]
    [InlineData("drop-before", 504)]
    [InlineData("hang", 504)]
    public async Task People_and_organizations_are_made_once_too(string fault, int first)
    {
        await using var site = await InstallAsync();
        var organization = new { name = "Lost Company" };
        var person = new { name = "Lost Person", organization = new { id = site.Customer.Companies.List()[0].Id.ToString(CultureInfo.InvariantCulture) } };
        foreach (var (path, call, draft) in new[] { (site.Organizations, "/api/Companies/CreateCompany", (object)organization), (site.People, "/api/Hosts/CreateHost", person) })
        {
            site.Faults.Add(VendorFault.Of(fault, call, next: 1));
            var once = Once(site) + call.Length;
            ((int)(await hub.Admin.PostAsync(path, draft, once)).Status).ShouldBe(first);
            hub.Clock.Skip(CreateRunner.SettleTime);
            (await hub.Admin.PostAsync(path, draft, once)).Is(HttpStatusCode.Created);
        }

        site.Customer.Companies.List(company => company.Description == "Lost Company").Count.ShouldBe(1);
        site.Customer.Hosts.List(host => host.Surname == "Person").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("drop-after", "vendor", 200)]
    [InlineData("drop-before", "vendor", 504)]
    [InlineData("drop-after", "each", 504)]
    [InlineData("drop-before", "each", 504)]
    public async Task Each_member_of_a_group_is_made_once(string fault, string groupCreate, int first)
    {
        await using var site = await InstallAsync(new { groupCreate });
        var group = new
        {
            common = new { window = new { from = "2027-03-01T09:00:00Z", to = "2027-03-01T10:00:00Z" } },
            visitors = new[] { new { name = "Group One" }, new { name = "Group Two" }, new { name = "Group Three" } },
        };
        site.Faults.Add(new Fault(FaultKind.Latency) { Path = Create, Next = 1, Milliseconds = 1 });
        site.Faults.Add(VendorFault.Of(fault, "/api/Visits/Create", next: 1));

        ((int)(await hub.Admin.PostAsync($"{site.Visits}/group", group, Once(site))).Status).ShouldBe(first);
        hub.Clock.Skip(CreateRunner.SettleTime);
        (await hub.Admin.PostAsync($"{site.Visits}/group", group, Once(site))).Is(HttpStatusCode.OK)
            .GetProperty("outcomes").EnumerateArray().ShouldAllBe(outcome => outcome.Text("created") == "True");

        group.visitors.ShouldAllBe(visitor => site.VisitsOf(visitor.name).Count == 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_twenty_equal_requests_at_once_one_makes_the_visit(bool idempotencyKey)
    {
        await using var site = await hub.InstallAsync();
        site.Faults.Add(new Fault(FaultKind.Latency) { Path = Create, Milliseconds = 100 });
        var draft = Installation.Draft("Twenty At Once");
        draft["key"] = "twenty";
        var once = idempotencyKey ? Once(site) : null;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.Admin.PostAsync(site.Visits, draft, once)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Conflict);
        answers.Where(answer => answer.Status == HttpStatusCode.Conflict).ShouldAllBe(answer => answer.Json.Text("code") == "request_in_flight");
        var ids = answers.Where(answer => answer.Status != HttpStatusCode.Conflict).Select(answer => answer.Json.Id()).Distinct().ToList();
        var visit = ids.ShouldHaveSingleItem();
        var last = await hub.Admin.PostAsync(site.Visits, draft, once);
        last.Is(idempotencyKey ? HttpStatusCode.Created : HttpStatusCode.OK).Id().ShouldBe(visit);
        site.VisitsOf("Twenty At Once").Count.ShouldBe(1);
        site.Calls("CreateVisit").ShouldBe(1);
    }

    [Fact]
    public async Task A_put_by_key_whose_answer_is_lost_makes_one_visit()
    {
        await using var site = await InstallAsync();
        site.Faults.Add(VendorFault.Of("drop-before", Create, next: 1));
        var address = $"{site.Visits}/key:put-lost";

        (await hub.Admin.PutAsync(address, Installation.Draft("Put Lost"))).IsProblem(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        (await hub.Admin.GetAsync(address)).IsProblem(HttpStatusCode.Conflict, "request_in_flight");
        (await hub.Admin.PutAsync(address, """{"visitor":{"name":"Somebody Else"}}""")).IsProblem(HttpStatusCode.Conflict, "key_in_use");
        hub.Clock.Skip(CreateRunner.SettleTime);
        (await hub.Admin.PutAsync(address, Installation.Draft("Put Lost"))).Is(HttpStatusCode.Created);
        (await hub.Admin.PutAsync(address, Installation.Draft("Put Lost"))).Is(HttpStatusCode.OK);
        site.VisitsOf("Put Lost").Count.ShouldBe(1);
    }

    private static string Once(Installation site) => $"once-{site.Id}";

    private async Task<Installation> InstallAsync(object? settings = null)
    {
        var site = await hub.InstallAsync(settings: settings);
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.4, retries = 1 });
        return site;
    }
}
