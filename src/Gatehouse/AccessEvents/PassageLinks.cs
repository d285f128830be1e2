using Gatehouse.Grants;
using Gatehouse.Visits;

namespace Gatehouse.AccessEvents;

/// <summary>Finds the visit and the grant that a passage belongs to, by whom the vendor let in.</summary>
/// <param name="visits">Know whom the vendor lets in for a visit.</param>
/// <param name="grants">Know what the vendor holds for a grant.</param>
public sealed class PassageLinks(VisitRecords visits, GrantStore grants)
{
    /// <summary>The passage with its visit and its grant, where there are any.</summary>
    public async Task<AccessEvent> LinkAsync(AccessEvent passage, CancellationToken cancellationToken)
    {
        if (passage.VisitId is null && passage.Person?.Id is { } holder)
            passage = passage with { VisitId = await visits.FindByHolderAsync(passage.Facility, holder, cancellationToken) };
        if (passage.GrantId is null && (passage.VisitId ?? passage.Person?.Id) is { } held)
            passage = passage with { GrantId = await grants.FindHolderAsync(passage.Facility, held, passage.Time, cancellationToken) };
        return passage;
    }

    /// <summary>The visit, at whatever facility, that the passage's grant follows; <see langword="null"/> without one.</summary>
    public async Task<GrantVisit?> FollowedAsync(AccessEvent passage, CancellationToken cancellationToken) =>
        passage.GrantId is { } grant ? (await grants.FindGrantAsync(grant, cancellationToken))?.Value.Visit : null;
}
