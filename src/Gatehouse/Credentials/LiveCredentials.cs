using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Vendors;

namespace Gatehouse.Credentials;

/// <summary>The credentials of visits and targets as they can be handed out now. Those that were renewed take the place of the stored ones.</summary>
/// <param name="renewal">Renews them.</param>
/// <param name="facilities">Their contexts.</param>
/// <param name="grants">The targets.</param>
/// <param name="events">Tell of new credentials.</param>
/// <param name="time">The clock.</param>
public sealed class LiveCredentials(
    CredentialRenewal renewal, FacilityDirectory facilities, GrantStore grants, GrantEvents events, TimeProvider time)
{
    /// <summary>The credentials of a visit. A connector whose vendor cannot read visits back keeps the new ones in the visit's record.</summary>
    /// <exception cref="VendorException">The vendor did not renew them, or was asked too recently.</exception>
    public async Task<IReadOnlyList<Credential>> OfVisitAsync(Visit visit, CancellationToken cancellationToken)
    {
        var context = await facilities.GetAsync(visit.Facility, cancellationToken);
        return Usable(await renewal.FreshAsync(context, visit.Id, visit.Credentials, cancellationToken));
    }

    /// <summary>The credentials of a target; none while the vendor holds nothing.</summary>
    /// <inheritdoc cref="OfVisitAsync" path="/exception" />
    public async Task<IReadOnlyList<Credential>> OfTargetAsync(string grant, TargetRow target, CancellationToken cancellationToken)
    {
        if (target.Hold is not { } hold)
            return [];

        var record = await grants.OpenAsync(grant, target.Number, hold, cancellationToken);
        var context = await facilities.GetAsync(target.Facility, cancellationToken);
        var fresh = await renewal.FreshAsync(context, record.Id, record.Credentials, cancellationToken);
        if (!fresh.SequenceEqual(record.Credentials))
            await KeepAsync(grant, target.Number, record.Id, fresh);
        return Usable(fresh);
    }

    // Where the vendor has no way to renew them, what has stopped working is not shown as if it opened doors.
    private IReadOnlyList<Credential> Usable(IReadOnlyList<Credential> credentials) => CredentialFreshness.WithoutStale(credentials, time.GetUtcNow());

    private async Task KeepAsync(string grantId, int number, string id, IReadOnlyList<Credential> fresh)
    {
        while (await grants.FindTargetAsync(grantId, number, CancellationToken.None) is (var grant, { Value.Hold: { } hold } read) && hold.Id == id)
        {
            var record = await grants.OpenAsync(grantId, number, hold, CancellationToken.None);
            var now = time.GetUtcNow();
            if (!CredentialRenewal.IsLater(fresh, now, record.Credentials, now))
                return;

            var kept = await grants.SealAsync(grantId, number, hold.Marker, record with { Credentials = fresh }, CancellationToken.None);
            var (target, news) = events.For(grant, read.Value, read.Value with { Hold = kept }, credentialsChanged: true);
            if (!await grants.SaveAsync(read, target, news, CancellationToken.None))
                continue;
            await events.PublishAsync(grant, news, CancellationToken.None);
            return;
        }
    }
}
