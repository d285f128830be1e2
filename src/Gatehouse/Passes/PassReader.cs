using Gatehouse.Access;
using Gatehouse.Connectors;
using Gatehouse.Credentials;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Passes;

/// <summary>Reads what a pass shows. Looking at it calls no vendor where the hub knows the visit; only its QR code may.</summary>
/// <param name="passes">The passes.</param>
/// <param name="grants">The grants.</param>
/// <param name="visits">The visits.</param>
/// <param name="facilities">Their names and zones.</param>
/// <param name="renewal">Knows which codes are renewed.</param>
/// <param name="live">The codes as they are now.</param>
/// <param name="time">The clock.</param>
public sealed class PassReader(
    PassService passes, GrantStore grants, VisitService visits, FacilityDirectory facilities, CredentialRenewal renewal, LiveCredentials live, TimeProvider time)
{
    /// <summary>How long before the window a code is shown: who comes early can get ready, and the vendor decides.</summary>
    public static readonly TimeSpan Early = TimeSpan.FromHours(1);

    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhilePreparing = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WhileRenewing = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(2);

    /// <summary>What a pass shows now.</summary>
    public async Task<PassView> ReadAsync(OpenedPass pass, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (name, places, next) = pass.Revoked ? (null, [], null) : await PlacesAsync(pass.Row, now, cancellationToken);
        var status = places.Count == 0 ? PassStatus.Revoked : places.Min(place => place.Status);
        if (status is PassStatus.Expired or PassStatus.Revoked)
            return new PassView(status, null, [], Latest);

        await passes.ProlongAsync(pass.Row, places.Max(place => place.To), cancellationToken);
        var shown = places.Where(place => place.Status is not (PassStatus.Revoked or PassStatus.Expired)).ToList();
        var changes = shown.SelectMany(place => new[] { place.From, place.From - Early, place.To }).Where(change => change > now).Min() - now;
        var soon = new[] { next, changes, status == PassStatus.Preparing ? WhilePreparing : null, Latest }.Min()!.Value;
        return new PassView(status, name, shown, soon > Soonest ? soon : Soonest);
    }

    /// <summary>The QR payload of a place as it opens now; <see langword="null"/> when there is none to show.</summary>
    /// <exception cref="VendorException">The vendor did not renew it.</exception>
    public async Task<string?> QrAsync(OpenedPass pass, int number, CancellationToken cancellationToken)
    {
        if (pass.Revoked)
            return null;

        var now = time.GetUtcNow();
        var credentials = pass.Row.Grant is { } id
            ? await OfTargetAsync(id, number, now, cancellationToken)
            : await VisitAsync(pass.Row, cancellationToken) is { } visit && Shows(StatusOf(visit, now), visit.Window?.From, now)
                ? await live.OfVisitAsync(visit, cancellationToken)
                : [];
        return QrOf(credentials);
    }

    private static string? QrOf(IReadOnlyList<Credential> credentials) =>
        credentials.FirstOrDefault(credential => credential is { Kind: CredentialKind.Qr, Value.Length: > 0 })?.Value;

    private static bool Shows(PassStatus status, DateTimeOffset? from, DateTimeOffset now) =>
        status == PassStatus.Valid || (status == PassStatus.NotYetValid && from - Early <= now);

    private static PassStatus StatusOf(TargetRow target, DateTimeOffset now)
    {
        var wish = target.Wish;
        if (!wish.Present)
            return wish.Expired ? PassStatus.Expired : PassStatus.Revoked;
        if (wish.Window.To <= now)
            return PassStatus.Expired;
        if (target.Hold is null && target.Refused == wish.Version)
            return PassStatus.Unavailable;
        if (now < wish.Window.From)
            return PassStatus.NotYetValid;
        return target.Hold is null ? PassStatus.Preparing : PassStatus.Valid;
    }

    private static PassStatus StatusOf(Visit visit, DateTimeOffset now) => visit.Status switch
    {
        VisitStatus.Cancelled or VisitStatus.Denied => PassStatus.Revoked,
        VisitStatus.Departed => PassStatus.Expired,
        _ when visit.Window?.To <= now => PassStatus.Expired,
        VisitStatus.Arrived => PassStatus.Valid,
        _ => visit.Window?.From > now ? PassStatus.NotYetValid : PassStatus.Valid,
    };

    private async Task<IReadOnlyList<Credential>> OfTargetAsync(string grant, int number, DateTimeOffset now, CancellationToken cancellationToken) =>
        await grants.FindTargetAsync(grant, number, cancellationToken) is ({ }, { Value: var target }) && Shows(StatusOf(target, now), target.Wish.Window.From, now)
            ? await live.OfTargetAsync(grant, target, cancellationToken)
            : [];

    private async Task<(string? Name, IReadOnlyList<PassPlace> Places, TimeSpan? Next)> PlacesAsync(
        PassRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (row.Grant is null)
        {
            return await VisitAsync(row, cancellationToken) is { } visit && await ContextAsync(visit.Facility, cancellationToken) is { } at
                ? Place(visit, at, now)
                : (null, [], null);
        }

        if (await grants.FindAsync(row.Grant, cancellationToken) is not { } grant)
            return (null, [], null);

        var places = new List<PassPlace>(grant.Targets.Count);
        TimeSpan? next = null;
        foreach (var target in grant.Targets.Select(target => target.Value))
        {
            if (await ContextAsync(target.Facility, cancellationToken) is not { } context)
                continue;

            var (place, credentials) = await PlaceAsync(row.Grant, target, context, now, cancellationToken);
            places.Add(place);
            if (place is { HasQr: true, Renews: true })
                next = new[] { next, NextLook(credentials, now) }.Min();
        }

        var subject = grant.Grant.Value.Subject;
        return (subject.Name, places, next);
    }

    private async Task<(PassPlace Place, IReadOnlyList<Credential> Credentials)> PlaceAsync(
        string grant, TargetRow target, FacilityContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (status, window) = (StatusOf(target, now), target.Wish.Window);
        IReadOnlyList<Credential> credentials = target is { Effect: AccessEffect.Access, Hold: { } hold } && Shows(status, window.From, now)
            ? (await grants.OpenAsync(grant, target.Number, hold, cancellationToken)).Credentials
            : [];
        var place = new PassPlace(
            target.Number,
            status,
            context.Facility.Name,
            [.. new[] { target.Wish.Site }.Concat(target.Wish.AccessPoints).Select(reference => reference?.Name).OfType<string>()],
            context.Zone.ToLocal(window.From),
            context.Zone.ToLocal(window.To),
            context.Zone.Id,
            QrOf(credentials) is not null,
            renewal.Concerns(context, credentials));
        return (place, credentials);
    }

    private (string? Name, IReadOnlyList<PassPlace> Places, TimeSpan? Next) Place(Visit visit, FacilityContext context, DateTimeOffset now)
    {
        var status = StatusOf(visit, now);
        var place = new PassPlace(
            0,
            status,
            context.Facility.Name,
            [.. new[] { visit.Location, visit.Place }.OfType<string>()],
            visit.Window?.From is { } from ? context.Zone.ToLocal(from) : null,
            visit.Window?.To is { } to ? context.Zone.ToLocal(to) : null,
            context.Zone.Id,
            Shows(status, visit.Window?.From, now) && QrOf(visit.Credentials) is not null,
            renewal.Concerns(context, visit.Credentials));
        return (visit.Visitor.Name, [place], place is { HasQr: true, Renews: true } ? NextLook(visit.Credentials, now) : null);
    }

    // A code that has to be renewed is renewed with the image, a moment later.
    private static TimeSpan NextLook(IReadOnlyList<Credential> credentials, DateTimeOffset now)
    {
        var left = CredentialFreshness.EndOf(credentials) - CredentialFreshness.Margin - now;
        return left > TimeSpan.Zero && left < WhileRenewing ? left.Value : WhileRenewing;
    }

    private async Task<Visit?> VisitAsync(PassRow row, CancellationToken cancellationToken)
    {
        try
        {
            return await visits.GetKnownAsync(row.Facility!, row.Visit!, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            return null;
        }
    }

    private async Task<FacilityContext?> ContextAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            return await facilities.GetAsync(facility, cancellationToken);
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            return null;
        }
    }
}
