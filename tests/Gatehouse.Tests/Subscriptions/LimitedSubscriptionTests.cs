using System.Text.Json;
using Gatehouse.ApiKeys;
using Gatehouse.Events;
using Gatehouse.Subscriptions;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Subscriptions;

/// <summary>Subscriptions hear what the key that they were made with may know, as long as that key is good.</summary>
public sealed class LimitedSubscriptionTests : IAsyncLifetime
{
    private SubscriptionHub _hub = null!;
    private Subscriber _subscriber = null!;

    public async Task InitializeAsync() => (_hub, _subscriber) = (await SubscriptionHub.StartAsync(), await Subscriber.StartAsync());

    public async Task DisposeAsync()
    {
        await _subscriber.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task An_event_of_a_whole_grant_goes_to_those_whose_facilities_are_all_of_its_facilities()
    {
        var (covering, _) = await _hub.SubscribeWithKeyAsync(_subscriber.Url, null, "north", "south", "east");
        var (part, _) = await _hub.SubscribeWithKeyAsync(_subscriber.Url, null, "north", "east");
        var (everything, _) = await _hub.SubscribeAsync(_subscriber.Url);
        var whole = await _hub.PublishAsync(EventTypes.GrantActive, facilities: ["north", "south"]);
        var single = await _hub.PublishAsync(EventTypes.GrantRevoked, facilities: ["east"]);
        var none = await _hub.PublishAsync(EventTypes.SubscriptionDisabled, facility: null);
        await _hub.WorkAsync();

        (await IdsAsync(covering)).ShouldBe([whole.Id, single.Id], ignoreOrder: true);
        (await IdsAsync(part)).ShouldBe([single.Id]);
        (await IdsAsync(everything)).ShouldBe([whole.Id, single.Id, none.Id], ignoreOrder: true);
        var bodies = _subscriber.Deliveries.Select(delivery => JsonElement.Parse(delivery.Body)).ToLookup(body => body.GetProperty("id").GetString());
        bodies[whole.Id].Select(Members).ShouldAllBe(members => members == "north,south/");
        bodies[single.Id].Select(Members).ShouldAllBe(members => members == "/east");
    }

    [Fact]
    public async Task That_a_limited_subscription_was_disabled_is_told_to_those_who_cover_it()
    {
        var (dead, _) = await _hub.SubscribeWithKeyAsync(new Uri("http://127.0.0.1:1/"), null, "north", "south");
        var (covering, _) = await _hub.SubscribeWithKeyAsync(_subscriber.Url, null, "north", "south");
        var (part, _) = await _hub.SubscribeWithKeyAsync(_subscriber.Url, null, "north");

        await _hub.Get<SubscriptionHealth>().DisableAsync(dead.Id, "A test.", CancellationToken.None);
        await _hub.WorkAsync();

        (await _hub.DeliveryAsync(covering.Id)).Type.ShouldBe(EventTypes.SubscriptionDisabled);
        (await _hub.DeliveriesAsync(part.Id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("disabled")]
    [InlineData("expired")]
    public async Task A_subscription_ends_with_its_key_and_goes_on_with_the_one_that_enables_it(string end)
    {
        var (subscription, key) = await _hub.SubscribeWithKeyAsync(_subscriber.Url, _hub.Clock.GetUtcNow().AddDays(1));
        await _hub.PublishAsync();
        await _hub.WorkAsync();
        _subscriber.Deliveries.Count.ShouldBe(1);

        if (end == "deleted")
            await _hub.Get<ApiKeyService>().DeleteAsync(key.Id, CancellationToken.None);
        else if (end == "disabled")
            await _hub.Get<ApiKeyService>().SetDisabledAsync(key.Id, disabled: true, CancellationToken.None);
        else
            _hub.Clock.Advance(TimeSpan.FromDays(1));
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        _subscriber.Deliveries.Count.ShouldBe(1);
        (await _hub.Subscriptions.GetAsync(subscription.Id, null, CancellationToken.None)).DisabledReason.ShouldNotBeNull().ShouldContain(end);
        (await _hub.DeliveriesAsync(subscription.Id)).ShouldContain(delivery => delivery.State == DeliveryState.Failed);
        (await _hub.LoggedAsync()).ShouldContain(told => told.Type == EventTypes.SubscriptionDisabled);

        await _hub.Subscriptions.EnableAsync(subscription.Id, ApiKeyService.Admin([]), CancellationToken.None);
        await _hub.PublishAsync();
        await _hub.WorkAsync();
        _subscriber.Deliveries.Count.ShouldBe(2);
    }

    private static string Members(JsonElement body) =>
        (body.TryGetProperty("facilities", out var several) ? string.Join(',', several.EnumerateArray()) : "")
        + "/" + (body.TryGetProperty("facility", out var facility) ? facility.GetString() : "");

    private async Task<IReadOnlyList<string>> IdsAsync(Subscription subscription) =>
        [.. (await _hub.DeliveriesAsync(subscription.Id)).Where(delivery => delivery.State == DeliveryState.Delivered).Select(delivery => delivery.EventId)];
}
