using System.Globalization;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The reads under <c>residents</c> (vendors.md, 003; the vendor's page api/residents/endpoints).</summary>
internal sealed class ResidentEndpoints(HappyHabitatData data, HappyHabitatAssumptions assumptions)
{
    public SimulatorResponse List(SimulatedRequest request) => Answer(request, data.Residents.List());

    public SimulatorResponse Get(SimulatedRequest request) =>
        data.Residents.Find(HappyHabitatAnswers.Id(request, "id")) is { } resident
            ? HappyHabitatAnswers.Ok(resident, HappyHabitatJson.Vendor.Resident)
            : HappyHabitatAnswers.Problem(404);

    public SimulatorResponse ListByCommunity(SimulatedRequest request)
    {
        var community = HappyHabitatAnswers.Id(request, "communityId");
        return Answer(request, OfCommunities([community]));
    }

    public SimulatorResponse ListByCommunities(SimulatedRequest request)
    {
        var communities = new HashSet<Guid>();
        foreach (var text in request.QueryValues("communityIds"))
        {
            if (!Guid.TryParse(text, out var community))
                return HappyHabitatAnswers.Validation(("communityIds", $"The value '{text}' is not valid."));
            communities.Add(community);
        }

        return Answer(request, OfCommunities(communities));
    }

    private IReadOnlyList<Resident> OfCommunities(HashSet<Guid> communities) =>
        data.Residents.List(resident => resident.CommunityIds.Any(communities.Contains));

    private SimulatorResponse Answer(SimulatedRequest request, IReadOnlyList<Resident> residents)
    {
        if (Number(request, "page") is not { } page || Number(request, "pageSize") is not { } wanted)
            return HappyHabitatAnswers.Ok(residents, HappyHabitatJson.Vendor.IReadOnlyListResident);

        var size = Math.Min(wanted, assumptions.LargestPage);
        var items = residents.Skip((int)Math.Min((page - 1L) * size, int.MaxValue)).Take(size).ToList();
        var pages = (residents.Count + size - 1) / size;
        return HappyHabitatAnswers.Ok(new ResidentPage(items, residents.Count, page, size, pages), HappyHabitatJson.Vendor.ResidentPage);
    }

    private static int? Number(SimulatedRequest request, string name) =>
        int.TryParse(request.Query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
