using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.ApiKeys;
using Gatehouse.Events;
using Gatehouse.Outgoing;
using Gatehouse.Subscriptions;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Subscriptions;

/// <summary>Subscribers that misbehave harm neither the hub nor each other, and lose nothing once they are well again.</summary>
public sealed class SubscriberChaosTests : IAsyncLifetime
{
    private SubscriptionHub _hub = null!;
    private Subscriber _subscriber = null!;

    public async Task InitializeAsync() => (_hub, _subscriber) = (await SubscriptionHub.StartAsync(), await Subscriber.StartAsync());

    public async Task DisposeAsync()
    {
        await _subscriber.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Theory]
    [InlineData(500, "Answered 500")]
    [InlineData(400, "Answered 400")]
    [InlineData(304, "Redirects are not followed")]
    public async Task What_is_not_2xx_is_tried_again(int status, string error)
    {
        _subscriber.Answer = Subscriber.StatusOf(status);
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        (await _hub.DeliveryAsync(subscription.Id)).Attempts.ShouldHaveSingleItem().Error.ShouldNotBeNull().ShouldContain(error);
        await BecomesWellAsync(subscription, TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_subscriber_that_is_gone_is_disabled_and_can_be_enabled()
    {
        _subscriber.Answer = Subscriber.StatusOf(410);
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        var told = await _hub.PublishAsync();
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        (await _hub.Subscriptions.GetAsync(subscription.Id, null, CancellationToken.None)).DisabledReason.ShouldBe("It answered 410 Gone.");
        (await _hub.DeliveriesAsync(subscription.Id)).ShouldAllBe(delivery => delivery.State == DeliveryState.Failed);
        (await _hub.LoggedAsync()).Count(hubEvent => hubEvent.Type == EventTypes.SubscriptionDisabled).ShouldBe(1);
        (await _hub.DeadLettersAsync()).ShouldBeEmpty();

        _subscriber.Answer = Subscriber.StatusOf(204);
        await _hub.Subscriptions.EnableAsync(subscription.Id, ApiKeyService.Admin([]), CancellationToken.None);
        var sent = _subscriber.Deliveries.Count;
        await _hub.Subscriptions.ReplayAsync(subscription.Id, told.Time, told.Time.AddSeconds(1), null, CancellationToken.None);
        await _hub.WorkAsync();
        _subscriber.Deliveries.Skip(sent).Select(delivery => delivery.Headers["webhook-id"]).ShouldContain(told.Id);
    }

    [Fact]
    public async Task A_subscriber_that_hangs_delays_no_other()
    {
        _subscriber.Answer = HangAsync;
        await using var live = await Subscriber.StartAsync();
        var (dead, _) = await _hub.SubscribeAsync(_subscriber.Url);
        await _hub.SubscribeAsync(live.Url);
        for (var i = 0; i < 20; i++)
            await _hub.PublishAsync();

        var working = _hub.WorkAsync();
        for (var i = 0; i < 20; i++)
            await live.WaitAsync();
        working.IsCompleted.ShouldBeFalse();
        (await _hub.DeliveriesAsync(dead.Id)).ShouldAllBe(delivery => delivery.Attempts.Count == 0);
        while (!working.IsCompleted)
        {
            _hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(working, Task.Delay(5));
        }

        await working;
        _subscriber.Deliveries.Count.ShouldBeLessThan(20, "who does not answer is left alone for a while");
        (await _hub.DeliveriesAsync(dead.Id)).SelectMany(delivery => delivery.Attempts)
            .ShouldAllBe(attempt => attempt.Error == "No whole answer within 15 seconds." && attempt.Status == null);
    }

    [Fact]
    public async Task An_answer_that_drips_is_cut_off()
    {
        _subscriber.Answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("x", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(10, context.RequestAborted);
            }
        };
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        await _hub.PublishAsync();
        var working = _hub.WorkAsync();
        await _subscriber.WaitAsync();
        _hub.Clock.Advance(EventSender.LongestAnswer);
        await working;

        (await _hub.DeliveryAsync(subscription.Id)).Attempts.ShouldHaveSingleItem().Error.ShouldNotBeNull().ShouldContain("within 15 seconds");
        await BecomesWellAsync(subscription, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_redirect_to_another_address_is_not_followed()
    {
        await using var inner = await Subscriber.StartAsync();
        _subscriber.Answer = context =>
        {
            context.Response.Redirect(inner.Url.AbsoluteUri, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        var (subscription, _) = await _hub.SubscribeAsync(_subscriber.Url);
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        inner.Deliveries.ShouldBeEmpty();
        (await _hub.DeliveryAsync(subscription.Id)).Attempts.ShouldHaveSingleItem().Status.ShouldBe(307);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var secure = await Subscriber.StartAsync(options => options.UseHttps(certificate));
        var (subscription, _) = await _hub.SubscribeAsync(secure.Url);
        await _hub.PublishAsync();
        await _hub.WorkAsync();

        secure.Deliveries.ShouldBeEmpty();
        (await _hub.DeliveryAsync(subscription.Id)).Attempts.ShouldHaveSingleItem().Error.ShouldNotBeNull().ShouldContain("certificate");
    }

    /// <summary>The name leads to an allowed address when it is first looked up, and to a private one afterwards. One look-up is checked and connected to.</summary>
    [Fact]
    public async Task A_name_that_turns_to_a_private_address_is_refused_on_the_address_connected()
    {
        await using var open = await Subscriber.StartAsync(at: new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await using var hidden = await Subscriber.StartAsync(at: new IPEndPoint(IPAddress.Loopback, open.Url.Port));
        open.Answer = context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        };
        var lookUps = 0;
        var policy = new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.2/32"] }));
        await using var hub = await SubscriptionHub.StartAsync(register: services => services.AddSingleton(_ => new OutgoingHttp(
            policy, (_, _) => Task.FromResult(new[] { IPAddress.Parse(lookUps++ == 0 ? "127.0.0.2" : "127.0.0.1") }))));
        var (subscription, _) = await hub.SubscribeAsync(new UriBuilder(open.Url) { Host = "subscriber.example" }.Uri);
        await hub.PublishAsync();
        await hub.WorkAsync();
        lookUps.ShouldBe(1);
        open.Deliveries.ShouldHaveSingleItem();

        await hub.PublishAsync();
        await hub.WorkAsync();

        hidden.Deliveries.ShouldBeEmpty();
        open.Deliveries.ShouldHaveSingleItem();
        (await hub.DeliveriesAsync(subscription.Id)).SelectMany(delivery => delivery.Attempts).Select(attempt => attempt.Error)
            .ShouldContain(error => error != null && error.Contains("private, loopback or link-local", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://10.0.0.5/hook")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("http://[fd00::1]/hook")]
    [InlineData("http://user:secret@example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("/hook")]
    public async Task Addresses_that_cannot_be_are_refused_at_once(string url)
    {
        var input = new Input<SubscriptionDraft>(new SubscriptionDraft { Url = url, Types = ["*"] });

        var error = await Should.ThrowAsync<InvalidInputException>(() => _hub.Subscriptions.CreateAsync(input, ApiKeyService.Admin([]), CancellationToken.None));

        error.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/url");
    }

    private static async Task HangAsync(HttpContext context) =>
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task BecomesWellAsync(Subscription subscription, TimeSpan wait)
    {
        _subscriber.Answer = Subscriber.StatusOf(200);
        await _hub.WorkAfterAsync(wait);
        (await _hub.DeliveryAsync(subscription.Id)).State.ShouldBe(DeliveryState.Delivered);
        (await _hub.Subscriptions.GetAsync(subscription.Id, null, CancellationToken.None)).FailingSince.ShouldBeNull();
    }
}
