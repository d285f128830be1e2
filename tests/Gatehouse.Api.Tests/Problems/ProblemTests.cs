using System.Net;
using Gatehouse.Errors;
using Gatehouse.State;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Api.Tests.Problems;

public sealed class ProblemTests
{
    [Theory]
    [InlineData(VendorErrorKind.NotFound, 404, "not_found", false)]
    [InlineData(VendorErrorKind.Invalid, 422, "vendor_invalid", false)]
    [InlineData(VendorErrorKind.Conflict, 409, "vendor_conflict", false)]
    [InlineData(VendorErrorKind.Unauthenticated, 424, "vendor_unauthenticated", false)]
    [InlineData(VendorErrorKind.Forbidden, 424, "vendor_forbidden", false)]
    [InlineData(VendorErrorKind.NotSupported, 422, "vendor_not_supported", false)]
    [InlineData(VendorErrorKind.Misconfigured, 424, "facility_misconfigured", false)]
    [InlineData(VendorErrorKind.RateLimited, 429, "vendor_rate_limited", true)]
    [InlineData(VendorErrorKind.Protocol, 502, "vendor_protocol", true)]
    [InlineData(VendorErrorKind.Unavailable, 503, "vendor_unavailable", true)]
    [InlineData(VendorErrorKind.Timeout, 504, "vendor_timeout", true)]
    public async Task A_vendors_failure_has_its_status_code_and_the_vendors_words(VendorErrorKind kind, int status, string code, bool retryable)
    {
        using var answer = await FailAsync(new VendorException(new VendorError(kind, "It failed.", "E17", "Nej.", TimeSpan.FromSeconds(1.2))));
        var problem = await answer.ProblemAsync((HttpStatusCode)status, code);
        problem.GetProperty("retryable").GetBoolean().ShouldBe(retryable);
        problem.Text("detail").ShouldBe("It failed.");
        problem.GetProperty("vendor").Text("code").ShouldBe("E17");
        problem.GetProperty("vendor").Text("message").ShouldBe("Nej.");
        answer.RetryAfterSeconds().ShouldBe(2);
    }

    [Fact]
    public async Task A_missing_licence_is_named_as_such()
    {
        using var answer = await FailAsync(new VendorException(new VendorError(VendorErrorKind.NotSupported, "No licence.", "license_missing")));
        await answer.ProblemAsync(HttpStatusCode.FailedDependency, "not_licensed");
    }

    [Theory]
    [InlineData(HubErrorKind.NotFound, 404, false)]
    [InlineData(HubErrorKind.Conflict, 409, false)]
    [InlineData(HubErrorKind.Unprocessable, 422, false)]
    [InlineData(HubErrorKind.InFlight, 409, true)]
    [InlineData(HubErrorKind.OutcomeUnknown, 504, true)]
    public async Task A_failure_of_the_hub_has_its_own_code(HubErrorKind kind, int status, bool retryable)
    {
        var cause = new VendorException(new VendorError(VendorErrorKind.Timeout, "Slow.", "E1"));
        using var answer = await FailAsync(new HubException(kind, "some_code", "So it is.", innerException: cause));
        var problem = await answer.ProblemAsync((HttpStatusCode)status, "some_code");
        problem.GetProperty("retryable").GetBoolean().ShouldBe(retryable);
        problem.GetProperty("vendor").Text("code").ShouldBe("E1");
        (answer.RetryAfterSeconds() is >= 1).ShouldBe(retryable);
    }

    [Fact]
    public async Task Wrong_input_names_everything()
    {
        using var answer = await FailAsync(new InvalidInputException([new FieldError("/a", "Is wrong."), new FieldError("/b", "As well.")]));
        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/a", "/b"]);
    }

    [Fact]
    public async Task A_busy_store_is_worth_another_try()
    {
        using var answer = await FailAsync(new StateStoreException("Busy.", isTransient: true));
        (await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable, "store_unavailable")).GetProperty("retryable").GetBoolean().ShouldBeTrue();
        answer.RetryAfterSeconds().ShouldBe(5);
    }

    [Fact]
    public async Task A_store_that_refuses_the_hub_is_said_to_do_so_and_why_is_in_the_log()
    {
        await using var hub = await Hub.StartAsync(new TestEndpoints(_ => throw new StateStoreException("Give the identity a role.", isTransient: false)));
        using var answer = await hub.Admin.GetAsync("test");
        var problem = await answer.ProblemAsync(HttpStatusCode.InternalServerError, "store_refused");
        problem.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        problem.GetRawText().ShouldNotContain("identity");
        hub.Log.All.ShouldContain(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("Give the identity a role."));
    }

    [Fact]
    public async Task Anything_else_tells_the_log_and_not_the_caller()
    {
        await using var hub = await Hub.StartAsync(new TestEndpoints(_ => throw new InvalidOperationException("inner secret")));
        using var answer = await hub.Admin.GetAsync("test");
        var problem = await answer.ProblemAsync(HttpStatusCode.InternalServerError, "internal");
        problem.GetRawText().ShouldNotContain("inner secret");
        var line = hub.Log.All.Where(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("inner secret")).ShouldHaveSingleItem();
        line.ShouldContain(problem.Text("traceId"), customMessage: "The caller can say which line it is.");
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_are_problems_too()
    {
        await using var hub = await Hub.StartAsync();
        using var address = await hub.Admin.GetAsync("nothing/here");
        await address.ProblemAsync(HttpStatusCode.NotFound, "route_not_found");
        using var method = await hub.Admin.DeleteAsync("systems");
        await method.ProblemAsync(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        method.Content.Headers.Allow.ShouldBe(["GET"]);
    }

    [Fact]
    public async Task Every_answer_forbids_caching_and_guessing_its_type()
    {
        await using var hub = await Hub.StartAsync();
        foreach (var client in new[] { hub.Admin, hub.Anonymous })
        {
            using var answer = await client.GetAsync("systems");
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task The_request_log_names_routes_and_keys_and_nothing_of_the_address()
    {
        await using var hub = await Hub.StartAsync();
        using var answer = await hub.Admin.GetAsync("facilities/hidden-place?limit=3");
        var line = hub.Log.All.ShouldHaveSingleItem();
        line.ShouldContain("GET /api/v1/facilities/{facility} answered 422 to admin");
        line.ShouldNotContain("hidden-place");
        line.ShouldNotContain("limit");
    }

    private static async Task<HttpResponseMessage> FailAsync(Exception exception)
    {
        await using var hub = await Hub.StartAsync(new TestEndpoints(_ => throw exception));
        var answer = await hub.Admin.GetAsync("test");
        await answer.Content.LoadIntoBufferAsync();
        return answer;
    }
}
