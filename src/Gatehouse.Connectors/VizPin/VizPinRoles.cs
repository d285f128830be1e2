using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Places;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on roles: from the setting <c>roles</c>, or by the method that <c>rolesMethod</c> names.</summary>
internal sealed class VizPinRoles(VizPinClient client, VizPinLocations locations)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<PlaceQuery, Page<Role>>(RoleOperations.List, ListAsync) { Unavailable = Unavailable },
        new Handler<ItemRequest, Role>(RoleOperations.Get, GetAsync) { Unavailable = Unavailable },
    ];

    private static string? Unavailable(FacilityContext context) =>
        context.Settings<VizPinSettings>() is { Roles.Count: 0, RolesMethod: null }
            ? "VIZpin's documents give roles no method. Set roles by hand, or rolesMethod to the name that your contract's appendix gives."
            : null;

    private async Task<Page<Role>> ListAsync(FacilityContext context, PlaceQuery query, CancellationToken cancellationToken) =>
        TextPage.Take(
            await AllAsync(context, query.Site, query.Organization, cancellationToken),
            role => role.Id,
            role => (query.Site is not { } site || role.Site?.Id == site) && (query.Text is not { } text || TextMatch.Contains(text, role.Name)),
            query.Page);

    private async Task<Role> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken) =>
        (await AllAsync(context, site: null, organization: null, cancellationToken)).FirstOrDefault(role => role.Id == request.Id)
        ?? throw VizPinErrors.NotFound("role", request.Id);

    private async Task<IReadOnlyList<Role>> AllAsync(FacilityContext context, string? site, string? organization, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        if (scope.Settings.RolesMethod is not { } method)
        {
            var sites = organization is null ? null : await locations.IdsAsync(context, site, organization, cancellationToken);
            return [.. scope.Settings.Roles.Where(role => sites?.Contains(role.Site, StringComparer.Ordinal) ?? true).Select(role => Read(scope, role))];
        }

        if (!method.Uses("site"))
            return await OfSiteAsync(context, method, site, cancellationToken);
        var ids = await locations.IdsAsync(context, site, organization, cancellationToken);
        var lists = await BoundedReads.AllAsync(ids, (id, token) => OfSiteAsync(context, method, id, token), cancellationToken);
        return [.. lists.SelectMany(list => list).DistinctBy(role => role.Id, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<Role>> OfSiteAsync(FacilityContext context, VizPinExtraMethod method, string? site, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var parameters = method.Fill(("site", site), ("account", scope.Settings.Account));
        var result = await client.CallNamedAsync(context, method.Name, parameters, cancellationToken);
        return [.. result.FirstList().Select(item => Read(scope, item, site)).OfType<Role>()];
    }

    private static Role Read(VizPinScope scope, VizPinRole role) => new()
    {
        Id = role.Id,
        Facility = scope.Facility,
        Name = role.Name,
        Site = new NamedReference { Id = role.Site },
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            [scope.Members["role.readers"]] = JsonElement.Parse("[" + string.Join(',', role.AccessPoints.Select(id => $"\"{JsonEncodedText.Encode(id)}\"")) + "]"),
        },
    };

    // Something without an id cannot be granted.
    private static Role? Read(VizPinScope scope, JsonElement item, string? site)
    {
        if (!item.TryGetProperty(VizPinMembers.Id, out var id) || WireValue.Text(id) is not { } text)
            return null;
        var row = new VizPinRow(text, item);
        return new Role
        {
            Id = text,
            Facility = scope.Facility,
            Name = row.Text(scope.Members["role.name"]),
            Site = (row.Text(scope.Members["role.location"]) ?? site) is { } location ? new NamedReference { Id = location } : null,
            Fields = VizPinModels.Role(scope.Members).Fields(item),
            Raw = item,
        };
    }
}
