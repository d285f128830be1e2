using System.Net;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.RateLimits;

public sealed class RateLimitTests
{
    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_ask_again_and_other_keys_are_not()
    {
        await using var hub = await Hub.StartAsync();
        using var slow = await hub.CallerAsync([Scopes.FacilitiesRead], perSecond: 1);
        using var other = await hub.CallerAsync([Scopes.FacilitiesRead]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => slow.GetAsync("systems")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(2);
        var limited = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        limited.ShouldNotBeEmpty();
        foreach (var answer in limited)
        {
            (await answer.ProblemAsync(HttpStatusCode.TooManyRequests, "rate_limited")).GetProperty("retryable").GetBoolean().ShouldBeTrue();
            answer.RetryAfterSeconds().ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        }

        (await other.GetAsync("systems")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_default_limit_is_an_option()
    {
        await using var hub = await Hub.StartAsync(options => options.RequestsPerSecond = 1);
        using var caller = await hub.CallerAsync([Scopes.FacilitiesRead]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.GetAsync("systems")));
        answers.ShouldContain(answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
    }
}
