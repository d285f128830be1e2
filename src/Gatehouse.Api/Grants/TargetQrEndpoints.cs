using System.Globalization;
using Gatehouse.Api.Access;
using Gatehouse.Api.Credentials;
using Gatehouse.Api.Requests;
using Gatehouse.Credentials;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Model;
using Gatehouse.Operations;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Grants;

/// <summary>The QR code of a grant's target as an image.</summary>
internal sealed class TargetQrEndpoints(GrantService grants, LiveCredentials live)
    : QrEndpoints("Grants", "/grants/{id}/targets/{number}/qr", Scopes.GrantsRead, "getGrantTargetQr", "the QR code of a grant's target")
{
    protected override async Task<Credential> ReadAsync(HttpContext context)
    {
        var (key, address, number) = (context.Caller(), context.Route("id"), context.Route("number"));
        var grant = await grants.GetAsync(address, context.RequestAborted);
        var seen = grant.Targets.Select(target => target.Value).Where(target => key.Covers(target.Facility)).ToList();
        if (seen.Count == 0)
            throw GrantEndpoints.NotFound(address);

        var target = seen.Find(target => target.Number.ToString(CultureInfo.InvariantCulture) == number)
            ?? throw new HubException(HubErrorKind.NotFound, "target_not_found", $"The grant has no target {number}.");
        return QrFormat.CodeOf(await live.OfTargetAsync(grant.Grant.Value.Id, target, context.RequestAborted), "target");
    }
}
