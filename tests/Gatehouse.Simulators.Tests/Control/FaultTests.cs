using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Tests.CavVisit;
using Gatehouse.Testing;

namespace Gatehouse.Simulators.Tests.Control;

public sealed class FaultTests : CavVisitTest
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(FaultKind.DropBefore, false)]
    [InlineData(FaultKind.DropAfter, true)]
    public async Task A_dropped_connection_has_its_effect_or_not(FaultKind kind, bool effect)
    {
        Simulator.Host.Faults.Add(new Fault(kind) { Next = 1 });

        await Should.ThrowAsync<HttpRequestException>(CreateMarkedAsync);

        ShouldHaveCreated(effect);
        var entry = Simulator.Host.Requests.List().ShouldHaveSingleItem();
        (entry.Status, entry.Fault).ShouldBe((null, kind));
        (await CreateMarkedAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(FaultKind.DropBefore)]
    [InlineData(FaultKind.DropAfter)]
    public async Task A_dropped_read_on_a_used_connection_reaches_the_caller(FaultKind kind)
    {
        await GetAsync("Companies/GetCompanies", Headquarters);
        Simulator.Host.Faults.Add(new Fault(kind) { Next = 1 });

        await Should.ThrowAsync<HttpRequestException>(() => GetAsync("Companies/GetCompanies", Headquarters));

        Simulator.Host.Requests.List().Count.ShouldBe(2, "the client has not called again by itself");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, true)]
    public async Task A_status_comes_with_headers_and_body(bool? effect, bool created)
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status)
        {
            Status = 429,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "99999" },
            Body = """{"Message":"Slow down"}""",
            Effect = effect,
        });

        using var response = await CreateMarkedAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(99999));
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"Message":"Slow down"}""");
        ShouldHaveCreated(created);
        (Simulator.Host.Requests.List()[0].Status, Simulator.Host.Requests.List()[0].Fault).ShouldBe((429, FaultKind.Status));
    }

    [Fact]
    public async Task A_status_is_500_unless_it_says_otherwise()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status));

        (await ReadAsync(await CreateMarkedAsync())).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Theory]
    [InlineData(FaultKind.Malformed, "application/json")]
    [InlineData(FaultKind.HalfJson, "application/json")]
    [InlineData(FaultKind.Empty, "application/json")]
    [InlineData(FaultKind.Html, "text/html")]
    public async Task A_spoilt_body_is_no_JSON_and_the_effect_is_there(FaultKind kind, string mediaType)
    {
        Simulator.Host.Faults.Add(new Fault(kind) { Next = 1 });

        using var response = await CreateMarkedAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        var text = await response.Content.ReadAsStringAsync();
        Should.Throw<JsonException>(() => JsonDocument.Parse(text));
        ShouldHaveCreated(true);
        if (kind == FaultKind.HalfJson)
            text.ShouldStartWith("[{\"Id\":");
        if (kind == FaultKind.Empty)
            text.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_spoilt_body_can_be_without_effect_and_with_a_status()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Html) { Effect = false, Status = 502, Body = "<p>Bad gateway</p>" });

        using var response = await CreateMarkedAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await response.Content.ReadAsStringAsync()).ShouldBe("<p>Bad gateway</p>");
        ShouldHaveCreated(false);
    }

    [Fact]
    public async Task Latency_waits_before_the_effect()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 5000, Next = 1 });

        var call = CreateMarkedAsync();
        await Clock.WaitForTimerAsync();
        ShouldHaveCreated(false);
        call.IsCompleted.ShouldBeFalse();

        Clock.Advance(TimeSpan.FromSeconds(5));
        (await call.WaitAsync(Bound)).StatusCode.ShouldBe(HttpStatusCode.OK);
        ShouldHaveCreated(true);
    }

    [Fact]
    public async Task A_slow_call_takes_effect_though_its_caller_has_gone()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 5000, Next = 1 });
        using var patience = new CancellationTokenSource();

        var call = CreateMarkedAsync(patience.Token);
        await Clock.WaitForTimerAsync();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);

        Clock.Advance(TimeSpan.FromSeconds(5));
        using var bound = new CancellationTokenSource(Bound);
        await Simulator.Host.Requests.WaitAsync(entry => entry.Fault == FaultKind.Latency, bound.Token);
        ShouldHaveCreated(true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hanging_call_is_held_until_its_limit(bool effect)
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Hang) { Effect = effect });

        var call = CreateMarkedAsync();
        await Clock.WaitForTimerAsync();
        ShouldHaveCreated(effect);
        Simulator.Host.Requests.List().ShouldHaveSingleItem().Status.ShouldBeNull();

        Clock.Advance(Hosting.HangLimit);
        await Should.ThrowAsync<HttpRequestException>(() => call.WaitAsync(Bound));
    }

    [Fact]
    public async Task A_hanging_call_ends_when_the_caller_gives_up()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Hang) { Next = 1 });
        using var patience = new CancellationTokenSource();

        var call = CreateMarkedAsync(patience.Token);
        await Clock.WaitForTimerAsync();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);

        await Wait.UntilAsync(() => Clock.WaitingTimers == 0);
        ShouldHaveCreated(false);
    }

    [Fact]
    public async Task Stopping_the_simulator_ends_a_hanging_call()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Hang));
        var call = CreateMarkedAsync();
        await Clock.WaitForTimerAsync();

        await Simulator.DisposeAsync().AsTask().WaitAsync(Bound);

        await Should.ThrowAsync<HttpRequestException>(() => call.WaitAsync(Bound));
    }

    [Fact]
    public async Task The_next_calls_are_counted_exactly_when_they_come_at_once()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Next = 50, Status = 503 });
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Next = 30, Status = 429 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => GetAsync("Companies/GetCompanies", Headquarters)));

        answers.Count(answer => answer.Status == HttpStatusCode.ServiceUnavailable).ShouldBe(50);
        answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests).ShouldBe(30);
        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(120);
        Simulator.Host.Faults.Active.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_percentage_hits_as_the_random_numbers_say()
    {
        await using var simulator = await Simulators.CavVisit.CavVisitSimulator.StartAsync(new Simulators.CavVisit.CavVisitSimulatorOptions
        {
            Host = new SimulatorOptions { Random = new Random(7) },
        });
        simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Percent = 30 });
        var random = new Random(7);
        var expected = Enumerable.Range(0, 60).Select(_ => random.NextDouble() * 100 < 30 ? 500 : 200).ToList();

        var address = new Uri(simulator.Host.BaseAddress, "Companies/GetCompanies" + QueryOf(Keys(Headquarters)));
        var statuses = new List<int>();
        for (var number = 0; number < 60; number++)
            statuses.Add((int)(await ReadAsync(await Client.GetAsync(address))).Status);

        statuses.ShouldBe(expected);
        expected.Distinct().Count().ShouldBe(2);
        simulator.Host.Faults.Active.ShouldHaveSingleItem().Applied.ShouldBe(expected.Count(status => status == 500));
    }

    [Fact]
    public async Task A_fault_hits_only_its_path_and_method()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/visits", Method = "get", Next = 1 });

        (await GetAsync("Companies/GetCompanies", Headquarters)).Status.ShouldBe(HttpStatusCode.OK);
        (await CreateMarkedAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("Visits/GetVisits", Headquarters)).Status.ShouldBe(HttpStatusCode.InternalServerError);
        (await GetAsync("Visits/GetVisits", Headquarters)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Faults_are_added_listed_and_cleared_over_HTTP()
    {
        var fault = JsonNode.Parse("""
            {"kind": "status", "next": 2, "path": "/api/Visits", "status": 503, "headers": {"Retry-After": "7"}, "body": "{}"}
            """);
        var (status, added) = await ControlAsync(HttpMethod.Post, "faults", fault);
        status.ShouldBe(HttpStatusCode.Created);
        added![0]!["id"]!.GetValue<long>().ShouldBe(1);

        using var response = await CreateMarkedAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));

        var listed = (await ControlAsync(HttpMethod.Get, "faults")).Body!.AsArray().ShouldHaveSingleItem()!;
        listed["remaining"]!.GetValue<int>().ShouldBe(1);
        listed["applied"]!.GetValue<int>().ShouldBe(1);
        listed["fault"]!["kind"]!.GetValue<string>().ShouldBe("status");

        (await ControlAsync(HttpMethod.Delete, "faults")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await CreateMarkedAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("latency", FaultKind.Latency)]
    [InlineData("status", FaultKind.Status)]
    [InlineData("drop-before", FaultKind.DropBefore)]
    [InlineData("drop-after", FaultKind.DropAfter)]
    [InlineData("malformed", FaultKind.Malformed)]
    [InlineData("html", FaultKind.Html)]
    [InlineData("empty", FaultKind.Empty)]
    [InlineData("half-json", FaultKind.HalfJson)]
    [InlineData("hang", FaultKind.Hang)]
    public async Task Every_kind_has_its_name(string name, FaultKind kind)
    {
        var (status, _) = await ControlAsync(HttpMethod.Post, "faults", new JsonObject { ["kind"] = name, ["milliseconds"] = 1 });

        status.ShouldBe(HttpStatusCode.Created);
        Simulator.Host.Faults.Active.ShouldHaveSingleItem().Fault.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("""{"kind": "explode"}""")]
    [InlineData("""{"kind": 1}""")]
    [InlineData("""{"next": 1}""")]
    [InlineData("""{"kind": "empty", "nexxt": 1}""")]
    [InlineData("""{"kind": "empty", "next": 0}""")]
    [InlineData("""{"kind": "empty", "next": 1, "percent": 1}""")]
    [InlineData("""{"kind": "empty", "percent": 101}""")]
    [InlineData("""{"kind": "empty", "path": "Visits"}""")]
    [InlineData("""{"kind": "latency"}""")]
    [InlineData("""{"kind": "status", "status": 99}""")]
    [InlineData("""{"kind": "status", "milliseconds": -1}""")]
    [InlineData("""{"kind": "drop-after", "effect": false}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_bad_fault_is_400_and_not_planned(string fault)
    {
        using var content = new StringContent(fault);
        var (status, body) = await ReadAsync(await Client.PostAsync(new Uri(Simulator.Host.ControlAddress, "faults"), content));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["error"]!.GetValue<string>().ShouldNotBeEmpty();
        Simulator.Host.Faults.Active.ShouldBeEmpty();
    }

    private async Task<HttpResponseMessage> CreateMarkedAsync(CancellationToken cancellationToken)
    {
        using var content = new FormUrlEncodedContent(
            Values(Headquarters, ("Visit", JsonText(new { VisitorName = "A", Host = SomeHost, Field10 = "marker" }))));
        return await Client.PostAsync("Visits/CreateVisit", content, cancellationToken);
    }

    private Task<HttpResponseMessage> CreateMarkedAsync() => CreateMarkedAsync(CancellationToken.None);

    private void ShouldHaveCreated(bool created) =>
        Headquarters.Visits.List(visit => visit.Field10 == "marker").Count.ShouldBe(created ? 1 : 0);
}
