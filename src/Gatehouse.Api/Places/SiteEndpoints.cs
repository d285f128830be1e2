using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Places;
using Gatehouse.Sensitive;

namespace Gatehouse.Api.Places;

/// <summary>Sites of a facility.</summary>
internal sealed class SiteEndpoints(SiteService sites, Sight sight, ListPages pages)
    : PlaceEndpoints<Site, SiteDraft, SiteCreate, SiteUpdate>(Naming, GatehouseJson.Default.SiteDraft, sites, sight, pages)
{
    private static readonly ObjectWords Naming = new("sites", "Site", "Sites", "a site", Scopes.PlacesRead, Scopes.PlacesWrite);

    protected override string IdOf(Site value) => value.Id;

    protected override Site Show(Site value, string system, SensitiveView view) => Sight.Redaction.Apply(value, system, view);
}
