using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>The OAuth client-credential flow in the shapes of SAAMS and of ACaaS (flat).</summary>
internal sealed class TokenEndpoints(IReadOnlyList<SpintlyOrganisation> organisations, SpintlyAssumptions assumptions)
{
    private const string Grant = "client-credentials";

    public SimulatorResponse Saams(SimulatedRequest request)
    {
        if (request.Encoding != BodyEncoding.Json || request.BodyProblem is not null)
            throw SpintlyAnswers.Refuse(400, "The body is not JSON.");
        var token = Issue(request, "clientId", "clientSecret", "grantType");
        return SpintlyAnswers.Success(new JsonObject { ["payload"] = token, ["statusCode"] = 200 });
    }

    public SimulatorResponse Flat(SimulatedRequest request)
    {
        if (request.Encoding is not (BodyEncoding.Json or BodyEncoding.Form) || request.BodyProblem is not null)
            throw SpintlyAnswers.Refuse(400, "The body is neither JSON nor a form.");
        return SpintlyAnswers.Json(200, Issue(request, "client_id", "client_secret", "grant_type"));
    }

    private JsonObject Issue(SimulatedRequest request, string id, string secret, string grant)
    {
        if (!request.Body.TryGetValue(grant, out var type) || (type != Grant && type != "urn:ietf:params:oauth:grant-type:" + Grant))
            throw SpintlyAnswers.Refuse(400, $"{grant} is not supported.");

        var organisation = organisations.FirstOrDefault(organisation =>
            organisation.Settings.ClientId == request.Body.GetValueOrDefault(id)
            && organisation.Settings.ClientSecret == request.Body.GetValueOrDefault(secret))
            ?? throw SpintlyAnswers.Refuse(401, "Invalid client credentials");
        return new JsonObject
        {
            ["access_token"] = organisation.IssueToken(),
            ["refresh_token"] = Guid.NewGuid().ToString("N"),
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)assumptions.TokenLife.TotalSeconds,
            ["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
        };
    }
}
