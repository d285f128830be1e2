using System.Globalization;
using System.Text.Json;
using Gatehouse.ApiKeys;
using Gatehouse.Errors;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Json;
using Gatehouse.Outgoing;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Subscriptions;

/// <summary>What callers can do with subscriptions.</summary>
/// <param name="subscriptions">The subscriptions.</param>
/// <param name="deliveries">What was delivered.</param>
/// <param name="facilities">The facilities that a subscription may name.</param>
/// <param name="addresses">Which addresses the hub may connect to.</param>
/// <param name="sender">Sends tests.</param>
/// <param name="queue">Where replays are asked for.</param>
/// <param name="time">The clock.</param>
public sealed class SubscriptionService(
    SubscriptionStore subscriptions,
    DeliveryStore deliveries,
    FacilityStore facilities,
    AddressPolicy addresses,
    EventSender sender,
    IWorkQueue queue,
    TimeProvider time)
{
    /// <summary>The most subscriptions: each event is compared with all of them.</summary>
    public const int Most = 1000;

    /// <summary>The longest that a former secret is used beside the new one.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(7);

    private const int UrlCharacters = 2000;
    private const int DescriptionCharacters = 500;
    private const int MostTypes = 50;

    /// <summary>Subscribes. Returns the subscription and its secret, which is shown this once.</summary>
    /// <param name="input">What is wanted.</param>
    /// <param name="caller">The caller's key: the subscription is limited to its facilities, and ends with it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="InvalidInputException">Something is wrong with the draft; names all of it.</exception>
    /// <exception cref="HubException"><c>too_many_subscriptions</c>.</exception>
    public async Task<(Subscription Subscription, string Secret)> CreateAsync(
        Input<SubscriptionDraft> input, ApiKey caller, CancellationToken cancellationToken)
    {
        var covered = caller.Facilities;
        var errors = new List<FieldError>(input.Errors);
        var url = Check(input.Value, errors);
        await CheckFacilitiesAsync(input.Value.Facilities, covered, errors, cancellationToken);
        InvalidInputException.ThrowIfAny(errors);
        if (await subscriptions.ListAsync(cancellationToken).CountAsync(cancellationToken) >= Most)
            throw new HubException(HubErrorKind.Conflict, "too_many_subscriptions", FormattableString.Invariant($"There are {Most} subscriptions; delete those that are of no use."));
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        var secret = WebhookSignature.NewSecret();
        var subscription = new Subscription
        {
            Id = id,
            ShownUrl = url!.GetLeftPart(UriPartial.Path) + (url.Query.Length > 0 ? "?…" : ""),
            Url = await subscriptions.ProtectAsync(id, url.AbsoluteUri, cancellationToken),
            Types = [.. input.Value.Types!.Distinct(StringComparer.Ordinal)],
            Facilities = (input.Value.Facilities ?? covered) is { } limited ? [.. limited.Distinct(StringComparer.Ordinal)] : null,
            ApiKey = caller.Id,
            Description = input.Value.Description,
            CreatedAt = time.GetUtcNow(),
            Secrets = [new SubscriptionSecret(await subscriptions.ProtectAsync(id, secret, cancellationToken))],
        };
        await subscriptions.InsertAsync(subscription, cancellationToken);
        return (subscription, secret);
    }

    /// <summary>The subscriptions that a caller may see, the oldest first: those whose facilities its key is good for.</summary>
    public async Task<IReadOnlyList<Subscription>> ListAsync(IReadOnlyList<string>? covered, CancellationToken cancellationToken)
    {
        var seen = new List<Subscription>();
        await foreach (var subscription in subscriptions.ListAsync(cancellationToken))
        {
            if (IsSeen(subscription.Value, covered))
                seen.Add(subscription.Value);
        }

        return seen;
    }

    /// <summary>Reads a subscription.</summary>
    /// <exception cref="HubException"><c>subscription_not_found</c>.</exception>
    public async Task<Subscription> GetAsync(string id, IReadOnlyList<string>? covered, CancellationToken cancellationToken) =>
        (await subscriptions.FindAsync(id, cancellationToken))?.Value is { } found && IsSeen(found, covered) ? found : throw NotFound(id);

    /// <summary>Gives a subscription a new secret; the one before is used as well for a while. Returns the new one, which is shown this once.</summary>
    public async Task<(Subscription Subscription, string Secret)> RotateAsync(
        string id, TimeSpan overlap, IReadOnlyList<string>? covered, CancellationToken cancellationToken)
    {
        var secret = WebhookSignature.NewSecret();
        var cipher = await subscriptions.ProtectAsync(id, secret, cancellationToken);
        var changed = await ChangeAsync(
            id,
            covered,
            found => found with { Secrets = [new SubscriptionSecret(cipher), found.Secrets[0] with { ExpiresAt = time.GetUtcNow() + overlap }] },
            cancellationToken);
        return (changed, secret);
    }

    /// <summary>Sends a subscription events again, from now on for the caller's key. Those of the time between are sent by a replay.</summary>
    public Task<Subscription> EnableAsync(string id, ApiKey caller, CancellationToken cancellationToken) =>
        ChangeAsync(id, caller.Facilities, found => found with { ApiKey = caller.Id, DisabledAt = null, DisabledReason = null, FailingSince = null }, cancellationToken);

    /// <summary>Removes a subscription; what is on its way to it is not sent.</summary>
    /// <exception cref="HubException"><c>subscription_not_found</c>.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (!await subscriptions.DeleteAsync(id, cancellationToken))
            throw NotFound(id);
    }

    /// <summary>Sends a subscription an event of the type <c>subscription.test</c> at once, and says what came of it.</summary>
    public async Task<DeliveryAttempt> TestAsync(string id, IReadOnlyList<string>? covered, CancellationToken cancellationToken)
    {
        var subscription = await GetAsync(id, covered, cancellationToken);
        var now = time.GetUtcNow();
        var data = JsonSerializer.SerializeToElement(SubscriptionView.Of(subscription, now), GatehouseJson.Default.SubscriptionView);
        var hubEvent = EventDraft.Of(EventTypes.SubscriptionTest, null, $"subscriptions/{id}/test", now.UtcTicks, now, data);
        var answer = await sender.SendAsync(subscription, hubEvent, cancellationToken);
        var delivery = new Delivery
        {
            EventId = hubEvent.Id,
            Type = hubEvent.Type,
            State = answer.IsAccepted ? DeliveryState.Delivered : DeliveryState.Failed,
            Reason = answer.IsAccepted ? null : "A test is tried once.",
            CreatedAt = now,
        };
        await deliveries.InsertAsync(id, DeliveryStore.RowOf(hubEvent), delivery.With(answer.Attempt), cancellationToken);
        return answer.Attempt;
    }

    /// <summary>Sends a subscription the events of a range once more, as far as it wants them, and returns the replay's id.</summary>
    public async Task<string> ReplayAsync(
        string id, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<string>? covered, CancellationToken cancellationToken)
    {
        var subscription = await GetAsync(id, covered, cancellationToken);
        if (subscription.DisabledAt is not null)
            throw new HubException(HubErrorKind.Conflict, "subscription_disabled", "The subscription is disabled and would get nothing. Enable it first.");
        var replay = new EventReplay(Guid.CreateVersion7(time.GetUtcNow()).ToString(), from.ToUniversalTime(), to.ToUniversalTime());
        var message = new EventMessage(null, null, WorkTrace.Current, id, replay);
        await queue.EnqueueAsync(WorkQueues.EventFanOut, message.ToString(), TimeSpan.Zero, cancellationToken);
        return replay.Id;
    }

    /// <summary>What was delivered to a subscription, the latest event first.</summary>
    public async Task<Page<Delivery>> ListDeliveriesAsync(
        string id, PageRequest page, IReadOnlyList<string>? covered, CancellationToken cancellationToken)
    {
        await GetAsync(id, covered, cancellationToken);
        return await deliveries.ListAsync(id, page, cancellationToken);
    }

    private async Task<Subscription> ChangeAsync(
        string id, IReadOnlyList<string>? covered, Func<Subscription, Subscription> change, CancellationToken cancellationToken)
    {
        while (await subscriptions.FindAsync(id, cancellationToken) is { } found && IsSeen(found.Value, covered))
        {
            var changed = change(found.Value);
            if (await subscriptions.ReplaceAsync(changed, found.ETag, [], cancellationToken))
                return changed;
        }

        throw NotFound(id);
    }

    private static bool IsSeen(Subscription subscription, IReadOnlyList<string>? covered) =>
        covered is null || subscription.Facilities?.All(covered.Contains) == true;

    private Uri? Check(SubscriptionDraft draft, List<FieldError> errors)
    {
        var url = CheckUrl(draft.Url, errors);
        if (draft.Types is null or { Count: 0 or > MostTypes })
            errors.Add(new FieldError("/types", FormattableString.Invariant($"Must name 1 to {MostTypes} types of events, such as visit.arrived or visit.*.")));
        else
            EventPatterns.Check(draft.Types, index => string.Create(CultureInfo.InvariantCulture, $"/types/{index}"), errors.Add);
        if (draft.Description?.Length > DescriptionCharacters)
            errors.Add(new FieldError("/description", FormattableString.Invariant($"Must have at most {DescriptionCharacters} characters.")));
        return url;
    }

    private Uri? CheckUrl(string? text, List<FieldError> errors)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0 || text.Length > UrlCharacters)
        {
            if (!errors.Exists(error => error.Pointer == "/url"))
                errors.Add(new FieldError("/url", FormattableString.Invariant($"Must be an http or https address without a user's name, at most {UrlCharacters} characters.")));
            return null;
        }

        if (addresses.Refuses(url))
            errors.Add(new FieldError("/url", "Points to a private, loopback or link-local address. A deployment opens such networks with AllowedPrivateNetworks."));
        return url;
    }

    private async Task CheckFacilitiesAsync(
        IReadOnlyList<string>? wanted, IReadOnlyList<string>? covered, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (wanted is { Count: 0 })
            errors.Add(new FieldError("/facilities", "Must name a facility, or be left out for all."));
        for (var i = 0; i < wanted?.Count; i++)
        {
            var isKnown = covered?.Contains(wanted[i]) != false && FacilityChecks.IsId(wanted[i]) && await facilities.GetAsync(wanted[i], cancellationToken) is not null;
            if (!isKnown)
                errors.Add(new FieldError(FormattableString.Invariant($"/facilities/{i}"), $"There is no facility '{wanted[i]}' that your key is good for."));
        }
    }

    private static HubException NotFound(string id) => new(HubErrorKind.NotFound, "subscription_not_found", $"There is no subscription '{id}'.");
}
