using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Security;
using Gatehouse.Subscriptions;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Subscriptions;

/// <summary>Shows subscriptions.</summary>
/// <param name="links">Signs the addresses by which they end.</param>
/// <param name="time">The clock.</param>
internal sealed class SubscriptionAnswers(SignedLinks links, TimeProvider time)
{
    /// <summary>What those addresses are signed for.</summary>
    public const string LinkPurpose = "subscription";

    /// <summary>A subscription as callers see it.</summary>
    public SubscriptionView View(Subscription subscription) => SubscriptionView.Of(subscription, time.GetUtcNow());

    /// <summary>Answers 201 with the address by which the subscription ends, without an API key as well.</summary>
    /// <param name="context">The request.</param>
    /// <param name="subscription">The subscription.</param>
    /// <param name="secret">Its secret; <see langword="null"/> for subscribers that cannot verify signatures.</param>
    public async Task CreatedAsync(HttpContext context, Subscription subscription, string? secret)
    {
        var token = await links.SignAsync(LinkPurpose, subscription.Id, CancellationToken.None);
        context.Response.Headers.Location =
            PublicAddress.Of(context, $"{EndpointGroup.Prefix}/subscriptions/{subscription.Id}?t={token}");
        context.Response.StatusCode = StatusCodes.Status201Created;
        await JsonAnswer.WriteAsync(context, View(subscription) with { Secret = secret }, JsonAnswer.ContentType);
    }
}
