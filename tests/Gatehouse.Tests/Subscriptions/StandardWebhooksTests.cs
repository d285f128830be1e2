using Gatehouse.Subscriptions;
using Gatehouse.Testing.StandardWebhooks;

namespace Gatehouse.Tests.Subscriptions;

/// <summary>A subscriber that verifies with the npm package <c>standardwebhooks</c> accepts what the hub sends.</summary>
public sealed class StandardWebhooksTests : IAsyncLifetime
{
    private SubscriptionHub _hub = null!;
    private StandardWebhooksServer _server = null!;

    // The package goes by the real time.
    public async Task InitializeAsync() =>
        (_hub, _server) = (await SubscriptionHub.StartAsync(DateTimeOffset.UtcNow), await StandardWebhooksServer.StartAsync());

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Deliveries_are_accepted_with_either_secret_while_it_is_rotated()
    {
        var (subscription, former) = await _hub.SubscribeAsync(_server.SubscriberUrl("a"));
        await _server.SetSecretAsync("a", former);
        await SendAsync(1);
        await _hub.Subscriptions.RotateAsync(subscription.Id, TimeSpan.FromMinutes(1), null, CancellationToken.None);
        await SendAsync(2);
        var (_, fresh) = await _hub.Subscriptions.RotateAsync(subscription.Id, TimeSpan.FromMinutes(1), null, CancellationToken.None);
        await _server.SetSecretAsync("a", fresh);
        await SendAsync(3);

        async Task SendAsync(int count)
        {
            await _hub.PublishAsync();
            await _hub.WorkAsync();
            var deliveries = await _hub.DeliveriesAsync(subscription.Id);
            deliveries.Count.ShouldBe(count);
            deliveries.ShouldAllBe(delivery => delivery.State == DeliveryState.Delivered && delivery.Attempts.Single().Status == 204);
        }
    }

    [Fact]
    public async Task Deliveries_are_refused_by_who_has_another_secret_or_another_time()
    {
        var (subscription, secret) = await _hub.SubscribeAsync(_server.SubscriberUrl("b"));
        await _server.SetSecretAsync("b", WebhookSignature.NewSecret());
        await _hub.PublishAsync();
        await _hub.WorkAsync();
        await _server.SetSecretAsync("b", secret);
        await _hub.WorkAfterAsync(TimeSpan.FromMinutes(6));

        (await _hub.DeliveryAsync(subscription.Id)).Attempts.Select(attempt => attempt.Status).ShouldBe([401, 401]);
    }
}
