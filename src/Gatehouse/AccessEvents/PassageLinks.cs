using Gatehouse.Grants;
using Gatehouse.Visits;

namespace Gatehouse.AccessEvents;

/// <summary>Finds the visit and the grant that a passage belongs to, by whom the vendor let in.</summary>
/// <param name="visits">Know whom the vendor lets in for a visit.</param>
/// <param name="holders">Know which grant lets somebody in.</param>
/// <param name="grants">Know which visit a grant follows.</param>
public sealed class PassageLinks(VisitRecords visits, GrantHolders holders, GrantStore grants)
{
    /// <summary>The passage with its visit and its grant, where there are any.</summary>
    public async Task<AccessEvent> LinkAsync(AccessEvent passage, CancellationToken cancellationToken)
    {
        if (passage.VisitId is null && passage.Person?.Id is { } holder)
            passage = passage with { VisitId = await visits.FindByHolderAsync(passage.Facility, holder, cancellationToken) };
        if (passage.GrantId is not null)
            return passage;
        if (passage.VisitId is { } visit)
            return passage with { GrantId = await holders.OfVisitAsync(passage.Facility, visit, cancellationToken) };
        return passage.Person?.Id is { } person
            ? passage with { GrantId = await holders.OfPersonAsync(passage.Facility, person, passage.Time, cancellationToken) }
            : passage;
    }

    /// <summary>The visit, at whatever facility, that the passage's grant follows; <see langword="null"/> without one.</summary>
    public async Task<GrantVisit?> FollowedAsync(AccessEvent passage, CancellationToken cancellationToken) =>
        passage.GrantId is { } grant ? (await grants.FindGrantAsync(grant, cancellationToken))?.Value.Visit : null;
}
