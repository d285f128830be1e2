using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Events;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Testing;

namespace Gatehouse.Local.Tests.Subscriptions;

/// <summary>Subscriptions from end to end: something happens at a facility, and subscribers hear of it.</summary>
public abstract class SubscriptionTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task Who_subscribes_hears_of_visits_and_grants_signed()
    {
        await using var site = await hub.InstallAsync();
        await using var subscriber = await Subscriber.StartAsync();
        var subscription = await SubscribeAsync(site, subscriber, "visit.created", "grant.*");
        var visit = await site.CreateAsync(Installation.Draft("Vera Visitor"));
        var grant = (await hub.Admin.PostAsync("grants", Grant(site, "Greta Guest"))).Is(HttpStatusCode.Accepted);

        var told = await HeardAsync(subscriber, bodies =>
            bodies.Any(body => body.Text("type") == EventTypes.VisitCreated && body.Text("data/id") == visit.Id())
            && bodies.Any(body => body.Text("type") == EventTypes.GrantTargetActive && body.Text("data/grant/id") == grant.Id())
            && bodies.Any(body => body.Text("type") == EventTypes.GrantActive && body.Text("data/grant/id") == grant.Id()));

        told.ShouldAllBe(body => body.Text("facility") == site.Id);
        told.Select(body => body.Id()).ShouldBeUnique();
        foreach (var (headers, body) in subscriber.Deliveries)
        {
            headers["webhook-id"].ShouldBe(JsonElement.Parse(body).Id());
            headers["webhook-signature"].ShouldBe(Signature(subscription.Text("secret")!, headers["webhook-id"], headers["webhook-timestamp"], body));
        }
    }

    /// <summary>Were they served one after another, each event would wait until the dead one has been given up: longer than this test waits.</summary>
    [Fact]
    public async Task A_subscriber_that_hangs_keeps_nothing_from_one_that_answers()
    {
        await using var site = await hub.InstallAsync();
        await using var dead = await Subscriber.StartAsync();
        await using var live = await Subscriber.StartAsync();
        using var end = new CancellationTokenSource();
        dead.Answer = async context =>
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        var hanging = await SubscribeAsync(site, dead, "visit.created");
        var answering = await SubscribeAsync(site, live, "visit.created");
        var made = new List<string>();
        for (var i = 0; i < 12; i++)
            made.Add((await site.CreateAsync(Installation.Draft(FormattableString.Invariant($"Visitor {i}")))).Id());

        var told = await HeardAsync(live, bodies => bodies.Count >= made.Count);

        told.Select(body => body.Text("data/id")).ShouldBe(made, ignoreOrder: true);
        (await DeliveriesAsync(hanging)).ShouldAllBe(delivery => delivery.Text("state") == "pending");
        await Wait.UntilAsync(async () => (await DeliveriesAsync(answering)).Count(delivery => delivery.Text("state") == "delivered") == made.Count);
        (await DeliveriesAsync(answering)).ShouldAllBe(delivery => delivery.GetProperty("attempts").GetArrayLength() == 1);
        await end.CancelAsync();
    }

    [Fact]
    public async Task A_subscriber_that_is_gone_is_disabled_and_others_hear_of_it()
    {
        await using var site = await hub.InstallAsync();
        await using var gone = await Subscriber.StartAsync();
        await using var watching = await Subscriber.StartAsync();
        gone.Answer = Subscriber.StatusOf(410);
        var subscription = await SubscribeAsync(site, gone, "visit.*");
        await SubscribeAsync(site, watching, EventTypes.SubscriptionDisabled);
        await site.CreateAsync(Installation.Draft("Vera Visitor"));

        var told = await HeardAsync(watching, bodies => bodies.Count > 0);

        told[0].Text("data/id").ShouldBe(subscription.Id());
        (await hub.Admin.GetAsync($"subscriptions/{subscription.Id()}")).Is(HttpStatusCode.OK).Text("disabledReason").ShouldBe("It answered 410 Gone.");
        (await hub.Admin.PostAsync($"subscriptions/{subscription.Id()}/replay", new { from = hub.Clock.GetUtcNow().AddHours(-1) }))
            .IsProblem(HttpStatusCode.Conflict, "subscription_disabled");
    }

    [Fact]
    public async Task A_range_is_sent_again_with_the_ids_that_it_had()
    {
        await using var site = await hub.InstallAsync();
        await using var subscriber = await Subscriber.StartAsync();
        var subscription = await SubscribeAsync(site, subscriber, "visit.created");
        await site.CreateAsync(Installation.Draft("Before"));
        var before = (await HeardAsync(subscriber, bodies => bodies.Count == 1))[0].Id();
        hub.Clock.Skip(TimeSpan.FromMinutes(1));
        var from = hub.Clock.GetUtcNow();
        for (var i = 0; i < 3; i++)
            await site.CreateAsync(Installation.Draft(FormattableString.Invariant($"Visitor {i}")));
        var ids = (await HeardAsync(subscriber, bodies => bodies.Count == 4)).Select(body => body.Id()).ToHashSet();

        // The log is read up to half a minute ago.
        hub.Clock.Skip(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(async () => (await DeliveriesAsync(subscription)).All(delivery => delivery.Text("state") == "delivered"));
        (await hub.Admin.PostAsync($"subscriptions/{subscription.Id()}/replay", new { from, to = hub.Clock.GetUtcNow() })).Is(HttpStatusCode.Accepted);

        var all = await HeardAsync(subscriber, bodies => bodies.Count == 7);
        all.CountBy(body => body.Id()).ShouldBe(ids.Select(id => KeyValuePair.Create(id, id == before ? 1 : 2)), ignoreOrder: true);
    }

    private static object Grant(Installation site, string name) => new
    {
        subject = new { name },
        window = new { from = "2027-03-01T09:00:00+01:00", to = "2027-03-01T10:00:00+01:00" },
        targets = new[] { new { facility = site.Id } },
    };

    // Written anew here, as a subscriber would from the specification.
    private static string Signature(string secret, string id, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }

    private static async Task<IReadOnlyList<JsonElement>> HeardAsync(Subscriber subscriber, Func<IReadOnlyList<JsonElement>, bool> isEnough)
    {
        while (true)
        {
            IReadOnlyList<JsonElement> bodies = [.. subscriber.Deliveries.Select(delivery => JsonElement.Parse(delivery.Body))];
            if (isEnough(bodies))
                return bodies;
            await subscriber.WaitAsync();
        }
    }

    private async Task<JsonElement> SubscribeAsync(Installation site, Subscriber subscriber, params string[] types) =>
        (await hub.Admin.PostAsync("subscriptions", new { url = subscriber.Url, types, facilities = new[] { site.Id } })).Is(HttpStatusCode.Created);

    private async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(JsonElement subscription) =>
        (await hub.Admin.GetAsync($"subscriptions/{subscription.Id()}/deliveries")).Is(HttpStatusCode.OK).Items();
}
