using Gatehouse.Api.Answers;
using Gatehouse.Api.Objects;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Places;
using Gatehouse.Sensitive;

namespace Gatehouse.Api.Places;

/// <summary>Access points of a facility.</summary>
internal sealed class AccessPointEndpoints(AccessPointService accessPoints, Sight sight, ListPages pages)
    : PlaceEndpoints<AccessPoint, AccessPointDraft, AccessPointCreate, AccessPointUpdate>(Naming, GatehouseJson.Default.AccessPointDraft, accessPoints, sight, pages)
{
    private static readonly ObjectWords Naming = new("access-points", "AccessPoint", "AccessPoints", "an access point", Scopes.PlacesRead, Scopes.PlacesWrite);

    protected override string IdOf(AccessPoint value) => value.Id;

    protected override AccessPoint Show(AccessPoint value, string system, SensitiveView view) => Sight.Redaction.Apply(value, system, view);
}
