using System.Net;
using System.Text.Json;
using Gatehouse.Api.Tests.Webhooks;
using Gatehouse.DeadLetters;
using Gatehouse.Sync;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.DeadLetters;

/// <summary>The poison of every queue in one list, and what an operator does with it.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private Building _building = null!;

    private Hub Hub => _building.Hub;

    private DeadLetterStore Letters => Hub.Services.GetRequiredService<DeadLetterStore>();

    public async Task InitializeAsync() => _building = await Building.StartAsync();

    public async Task DisposeAsync() => await _building.DisposeAsync();

    [Fact]
    public async Task Every_queue_that_is_worked_has_its_dead_letters_listed()
    {
        var queues = Hub.Services.GetServices<IQueueWork>().Select(work => work.Queue)
            .Where(queue => !queue.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal)).ToList();
        queues.Except(Hub.Services.GetRequiredService<DeadLetterService>().Kinds).ShouldBeEmpty();

        foreach (var queue in queues)
        {
            await Hub.Services.GetRequiredService<IWorkQueue>().EnqueueAsync(queue, "nobody can read this", TimeSpan.Zero, CancellationToken.None);
            Hub.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await _building.DrainAsync()).ShouldBe(5 * queues.Count);

        var letters = await ListAsync("limit=1");
        letters.Select(letter => letter.Text("kind")).ShouldBe(queues, ignoreOrder: true);
        letters.Select(letter => letter.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Descending);
        letters.ShouldAllBe(letter => letter.Text("message") == "nobody can read this" && letter.GetProperty("attempts").GetInt32() == 5);
        (await ListAsync($"kind={queues[0]}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Foreign_messages_that_choose_the_same_id_are_kept_each()
    {
        var work = Hub.Services.GetRequiredService<DeadLetterFacilitySync>();
        string[] bodies = ["""{"id":"mine","of":1}""", """{"id":"mine","of":2}"""];
        foreach (var body in bodies.Append(bodies[0]))
            await work.HandleAsync(new QueueDelivery("mine", body, Hub.Clock.GetUtcNow()), CancellationToken.None);

        (await ListAsync($"kind={WorkQueues.FacilitySync}")).Select(letter => letter.Text("message")).ShouldBe(bodies, ignoreOrder: true);
    }

    [Fact]
    public async Task A_replayed_synchronization_goes_on_under_its_own_id()
    {
        var runs = Hub.Services.GetRequiredService<SyncRunStore>();
        var now = Hub.Clock.GetUtcNow();
        await runs.OpenAsync("harbour", "run-1", now, CancellationToken.None, SyncKind.People);
        await runs.EndAsync("harbour", "run-1", SyncOutcome.Failed, "Its message failed.", now, CancellationToken.None);
        var id = await AddAsync(WorkQueues.FacilitySync, new SyncMessage("harbour", "run-1", null).ToString(), "harbour", "run-1");

        using var replay = await Hub.Admin.SendJsonAsync(HttpMethod.Post, $"dead-letters/{id}/replay", "{}");
        replay.StatusCode.ShouldBe(HttpStatusCode.Accepted, await replay.Content.ReadAsStringAsync());
        (await runs.GetAsync("harbour", "run-1", CancellationToken.None))!.Value.Outcome.ShouldBe(SyncOutcome.Running);
        var message = (await Hub.Services.GetRequiredService<IWorkQueue>().ReceiveAsync(
            WorkQueues.FacilitySync, 1, TimeSpan.FromMinutes(1), 5, CancellationToken.None)).ShouldHaveSingleItem();
        SyncMessage.Parse(message.Body).Run.ShouldBe("run-1");
    }

    [Fact]
    public async Task They_are_found_by_facility_reference_and_time_read_and_discarded()
    {
        var first = await AddAsync(WorkQueues.GrantFanOut, "{}", "harbour", "g-1");
        Hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await AddAsync(WorkQueues.LaneWork, "{}", "other", "g-2");
        var between = Uri.EscapeDataString(Hub.Clock.GetUtcNow().AddSeconds(-1).ToString("O"));

        (await IdsAsync("")).ShouldBe([second, first]);
        (await IdsAsync("facility=harbour")).ShouldBe([first]);
        (await IdsAsync("reference=g-2")).ShouldBe([second]);
        (await IdsAsync($"from={between}")).ShouldBe([second]);
        (await IdsAsync($"to={between}")).ShouldBe([first]);
        (await Hub.Admin.GetJsonAsync($"dead-letters/{first}")).Text("reason").ShouldBe("A test gave it up.");

        using var discard = await Hub.Admin.DeleteAsync($"dead-letters/{first}");
        discard.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await IdsAsync("")).ShouldBe([second]);
        (await Letters.FindOfAsync(WorkQueues.GrantFanOut, "1", CancellationToken.None)).ShouldBeNull();
        using var gone = await Hub.Admin.GetAsync($"dead-letters/{first}");
        await gone.ProblemAsync(HttpStatusCode.NotFound, "dead_letter_not_found");
        using var unknown = await Hub.Admin.GetAsync("dead-letters?kind=nothing");
        unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task They_are_for_administrators_only()
    {
        using var caller = await Hub.CallerAsync(["webhooks:read", "webhooks:write"]);
        using var answer = await caller.GetAsync("dead-letters");
        await answer.ProblemAsync(HttpStatusCode.Forbidden, "scope_missing");
    }

    private async Task<string> AddAsync(string kind, string message, string facility, string reference)
    {
        var letter = new DeadLetter
        {
            Queue = kind,
            Message = message,
            Facility = facility,
            Reference = reference,
            Reason = "A test gave it up.",
            Attempts = 3,
            At = Hub.Clock.GetUtcNow(),
        };
        (await Letters.AddAsync(letter, "1", CancellationToken.None)).ShouldBeTrue();
        (await Letters.AddAsync(letter, "1", CancellationToken.None)).ShouldBeFalse();
        return (await ListAsync($"kind={kind}"))[0].Text("id");
    }

    private async Task<IReadOnlyList<string>> IdsAsync(string query) => [.. (await ListAsync(query)).Select(letter => letter.Text("id"))];

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query)
    {
        var letters = new List<JsonElement>();
        var address = $"dead-letters?{query}".TrimEnd('?');
        while (address is not null)
        {
            var page = await Hub.Admin.GetJsonAsync(address);
            letters.AddRange(page.GetProperty("value").EnumerateArray());
            address = page.Text("nextLink");
        }

        return letters;
    }
}
