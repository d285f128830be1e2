using System.Collections.Concurrent;
using System.Net;
using Gatehouse.Api.Idempotency;
using Gatehouse.Errors;
using Gatehouse.Idempotency;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Tests.Idempotency;

public sealed class IdempotencyTests
{
    private readonly ConcurrentQueue<string?> _operations = new();

    [Fact]
    public async Task An_answer_is_stored_and_replayed_with_its_status_location_and_body()
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var first = await PostAsync(hub, "k1");
        using var second = await PostAsync(hub, "k1");

        _operations.Count.ShouldBe(1);
        first.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(first.Headers.Location);
        second.Content.Headers.ContentType.ShouldBe(first.Content.Headers.ContentType);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_twenty_at_once_one_executes_and_the_others_wait_or_replay()
    {
        var release = new TaskCompletionSource();
        await using var hub = await StartAsync(async context =>
        {
            await release.Task;
            await CreatedAsync(context);
        });
        var all = Enumerable.Range(0, 20).Select(_ => PostAsync(hub, "k1")).ToList();

        // Nineteen find it in flight while the first is held.
        var waiting = new List<Task<HttpResponseMessage>>(all);
        for (var i = 0; i < 19; i++)
        {
            var done = await Task.WhenAny(waiting);
            waiting.Remove(done);
            using var answer = await done;
            (await answer.ProblemAsync(HttpStatusCode.Conflict, "request_in_flight")).GetProperty("retryable").GetBoolean().ShouldBeTrue();
            answer.RetryAfterSeconds().ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(1);
        }

        release.SetResult();
        using var executed = await waiting.Single();
        executed.StatusCode.ShouldBe(HttpStatusCode.Created);
        _operations.Count.ShouldBe(1);
        using var replayed = await PostAsync(hub, "k1");
        replayed.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task A_request_whose_lease_lapsed_resumes_the_same_operation()
    {
        var crashed = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var hub = await StartAsync(async context =>
        {
            Note(context);
            if (_operations.Count == 1)
            {
                begun.SetResult();
                await crashed.Task;
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        var first = PostAsync(hub, "k1");
        await begun.Task;
        hub.Clock.Advance(IdempotencyStore.Lease - TimeSpan.FromSeconds(1));
        using (var early = await PostAsync(hub, "k1"))
            await early.ProblemAsync(HttpStatusCode.Conflict, "request_in_flight");

        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        using var second = await PostAsync(hub, "k1");
        second.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        _operations.Count.ShouldBe(2);
        _operations.Distinct().Count().ShouldBe(1);

        crashed.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var third = await PostAsync(hub, "k1");
        third.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
    }

    [Theory]
    [InlineData("POST", "test", "{\"a\":2}")]
    [InlineData("PATCH", "test", "{\"a\":1}")]
    [InlineData("POST", "test?x=1", "{\"a\":1}")]
    [InlineData("POST", "test/once", "{\"a\":1}")]
    public async Task The_same_key_for_another_request_is_refused(string method, string address, string body)
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var first = await hub.Admin.SendJsonAsync(HttpMethod.Post, "test", "{\"a\":1}", "k1");
        using var other = await hub.Admin.SendJsonAsync(new HttpMethod(method), address, body, "k1");
        await other.ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        _operations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_of_two_callers_is_two_keys()
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var other = await hub.CallerAsync([Scopes.VisitsRead]);
        using var first = await PostAsync(hub, "k1");
        using var second = await other.SendJsonAsync(HttpMethod.Post, "test", "{}", "k1");
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        _operations.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task After_24_hours_a_key_is_new()
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var first = await PostAsync(hub, "k1");
        hub.Clock.Advance(IdempotencyStore.Retention - TimeSpan.FromSeconds(1));
        using var within = await PostAsync(hub, "k1");
        within.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await PostAsync(hub, "k1");
        after.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        _operations.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(424)]
    public async Task An_answer_that_is_not_final_is_not_stored_and_the_next_try_resumes_the_operation(int status)
    {
        await using var hub = await StartAsync(context =>
        {
            Note(context);
            context.Response.StatusCode = _operations.Count == 1 ? status : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        using var first = await PostAsync(hub, "k1");
        ((int)first.StatusCode).ShouldBe(status);
        using var second = await PostAsync(hub, "k1");
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.Contains("Idempotency-Replayed").ShouldBeFalse();
        _operations.Count.ShouldBe(2);
        _operations.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task An_outcome_that_is_unknown_resumes_and_a_permanent_problem_is_replayed()
    {
        await using var hub = await StartAsync(context =>
        {
            Note(context);
            throw _operations.Count == 1
                ? new HubException(HubErrorKind.OutcomeUnknown, "outcome_unknown", "Nobody knows.")
                : new HubException(HubErrorKind.Conflict, "key_in_use", "The key is taken.");
        });
        using var unknown = await PostAsync(hub, "k1");
        await unknown.ProblemAsync(HttpStatusCode.GatewayTimeout, "outcome_unknown");
        using var conflict = await PostAsync(hub, "k1");
        await conflict.ProblemAsync(HttpStatusCode.Conflict, "key_in_use");
        using var replay = await PostAsync(hub, "k1");
        await replay.ProblemAsync(HttpStatusCode.Conflict, "key_in_use");
        replay.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        _operations.Count.ShouldBe(2);
        _operations.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_secret_that_is_shown_once_is_null_in_a_replay()
    {
        await using var hub = await StartAsync(context =>
        {
            Note(context);
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("{\"id\":\"1\",\"secret\":\"open sesame\"}");
        });
        using var first = await hub.Admin.SendJsonAsync(HttpMethod.Post, "test/once", "{}", "k1");
        (await first.JsonAsync()).Text("secret").ShouldBe("open sesame");
        using var second = await hub.Admin.SendJsonAsync(HttpMethod.Post, "test/once", "{}", "k1");
        (await second.Content.ReadAsStringAsync()).ShouldBe("{\"id\":\"1\",\"secret\":null}");
    }

    [Fact]
    public async Task An_answer_that_is_too_large_to_keep_is_sent_whole_and_replayed_without_its_body()
    {
        var large = new byte[IdempotencyStore.BodyBytes + 1];
        await using var hub = await StartAsync(async context =>
        {
            Note(context);
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = "/api/v1/there";
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(large);
        });
        using var first = await PostAsync(hub, "k1");
        (await first.Content.ReadAsByteArrayAsync()).Length.ShouldBe(large.Length);
        using var second = await PostAsync(hub, "k1");
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.Headers.Location.ShouldBe(new Uri("/api/v1/there", UriKind.Relative));
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        _operations.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_largest_answer_that_is_kept_is_replayed_whole()
    {
        var large = new byte[IdempotencyStore.BodyBytes];
        await using var hub = await StartAsync(async context =>
        {
            Note(context);
            await context.Response.Body.WriteAsync(large);
        });
        using var first = await PostAsync(hub, "k1");
        using var second = await PostAsync(hub, "k1");
        second.Headers.Contains("Idempotency-Replayed").ShouldBeTrue();
        (await second.Content.ReadAsByteArrayAsync()).Length.ShouldBe(large.Length);
    }

    [Fact]
    public async Task What_was_begun_is_stored_though_the_caller_went_away()
    {
        var begun = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using var hub = await StartAsync(async context =>
        {
            begun.TrySetResult();
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            await CreatedAsync(context);
        });
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "test") { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Idempotency-Key", "k1");
        var first = hub.Admin.SendAsync(request, leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);

        using var second = await UntilSettledAsync(hub);
        second.StatusCode.ShouldBe(HttpStatusCode.Created);
        _operations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public async Task A_key_that_is_not_visible_ascii_is_refused(string key)
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var request = new HttpRequestMessage(HttpMethod.Post, "test");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key.Length == 0 ? new string('k', 201) : key);
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = hub.Admin.BaseAddress };
        client.DefaultRequestHeaders.Add("x-api-key", hub.AdminKey);
        using var answer = await client.SendAsync(request);
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "idempotency_key_invalid");
        _operations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_and_get_take_no_notice_of_the_key()
    {
        await using var hub = await StartAsync(CreatedAsync);
        using var first = await hub.Admin.SendJsonAsync(HttpMethod.Put, "test", "{}", "k1");
        using var second = await hub.Admin.SendJsonAsync(HttpMethod.Put, "test", "{}", "k1");
        _operations.ShouldBe([null, null]);
    }

    private static Task<Hub> StartAsync(RequestDelegate handler) => Hub.StartAsync(new TestEndpoints(handler));

    private static Task<HttpResponseMessage> PostAsync(Hub hub, string key) => hub.Admin.SendJsonAsync(HttpMethod.Post, "test", "{}", key);

    private static async Task<HttpResponseMessage> UntilSettledAsync(Hub hub)
    {
        while (true)
        {
            var answer = await PostAsync(hub, "k1");
            if (answer.StatusCode != HttpStatusCode.Conflict)
                return answer;
            answer.Dispose();
        }
    }

    private Task CreatedAsync(HttpContext context)
    {
        Note(context);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/api/v1/things/1";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{\"id\":\"1\"}");
    }

    private void Note(HttpContext context) => _operations.Enqueue(context.Features.Get<IOperationIdFeature>()?.OperationId);
}
