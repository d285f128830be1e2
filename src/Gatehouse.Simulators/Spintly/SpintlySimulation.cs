using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.Spintly;

/// <summary>The vendor's routes and data. Each organisation answers only to its own tokens.</summary>
internal sealed class SpintlySimulation : IVendorSimulation
{
    private const string Organisations = "organisations/{orgId}/";

    private readonly SpintlyIds _ids = new();
    private readonly SpintlyAssumptions _assumptions;
    private readonly SpintlyAnswers _answers;
    private readonly FrozenDictionary<int, SpintlyOrganisation> _byId;

    public SpintlySimulation(SpintlySimulatorOptions options)
    {
        _assumptions = options.Assumptions;
        _answers = new SpintlyAnswers(_assumptions);
        All = [.. options.Organisations.Select(settings => new SpintlyOrganisation(settings, _ids, _assumptions, options.Host.Clock))];
        _byId = All.ToFrozenDictionary(organisation => organisation.Settings.Id);
        Reset();
    }

    public IReadOnlyList<SpintlyOrganisation> All { get; }

    public string BasePath => "/";

    public IReadOnlySet<string> SecretParameters { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "clientSecret", "client_secret");

    public SpintlyOrganisation? Find(int id) => _byId.GetValueOrDefault(id);

    public void Map(VendorRoutes routes)
    {
        var tokens = new TokenEndpoints(All, _assumptions);
        routes.Map("POST", "prod/saamsIdm/oauth/token", tokens.Saams);
        routes.Map("POST", "identityManagement/v2/oauth/token", tokens.Flat);

        var places = new PlaceEndpoints(_assumptions);
        Map(routes, "POST", "organisationManagement/v2/integrator/" + Organisations + "sites", places.Sites);
        Map(routes, "POST", "organisationManagement/v1/integrator/" + Organisations + "sites/{siteId}/accessPoints/list", places.AccessPoints);

        const string visitors = "visitorManagementV3/integrator/v1/" + Organisations;
        var meetings = new MeetingEndpoints(_answers);
        Map(routes, "POST", visitors + "meeting", meetings.Create);
        Map(routes, "PATCH", visitors + "meeting/{meetingId}/update", meetings.Update);
        Map(routes, "POST", visitors + "meeting/{meetingId}/regenerateQr", meetings.Regenerate);
        Map(routes, "DELETE", visitors + "meeting/{meetingId}", MeetingEndpoints.Delete);
        Map(routes, "DELETE", visitors + "visitor/{userId}", MeetingEndpoints.DeleteVisitor);
    }

    public void MapControl(IEndpointRouteBuilder control)
    {
        new ReaderRoutes(this).Map(control);
        new WebhookRoutes(this).Map(control);
    }

    public SimulatorResponse NotFound(SimulatedRequest request) => SpintlyAnswers.Platform(403, "Missing Authentication Token");

    public SimulatorResponse MethodNotAllowed(SimulatedRequest request) => NotFound(request);

    public void Reset()
    {
        _ids.Reset();
        foreach (var organisation in All)
        {
            organisation.Clear();
            SpintlySeeds.Fill(organisation);
        }
    }

    public void WriteDump(Utf8JsonWriter writer)
    {
        var organisations = All.Select(organisation => (JsonNode)new JsonObject
        {
            ["id"] = organisation.Settings.Id,
            ["name"] = organisation.Settings.Name,
            ["sites"] = new JsonArray([.. organisation.Sites.List().Select(SpintlyAnswers.Of)]),
            ["accessPoints"] = new JsonArray([.. organisation.AccessPoints.List().Select(SpintlyAnswers.Of)]),
            ["meetings"] = new JsonArray([.. organisation.Meetings.List().Select(SpintlyAnswers.Of)]),
        });
        new JsonObject { ["organisations"] = new JsonArray([.. organisations]) }.WriteTo(writer);
    }

    /// <summary>The organisation that a control route names; null after answering that there is none.</summary>
    public async Task<SpintlyOrganisation?> OrganisationOfAsync(HttpContext context)
    {
        if (int.TryParse((string?)context.Request.RouteValues["organisation"], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Find(id) is { } organisation)
        {
            return organisation;
        }

        await ControlRoutes.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such organisation.");
        return null;
    }

    /// <summary>The JSON body of a control route; null after answering that it is none.</summary>
    public static async Task<JsonElement?> BodyOfAsync(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            await ControlRoutes.RefuseAsync(context, StatusCodes.Status400BadRequest, exception.Message);
            return null;
        }
    }

    private void Map(
        VendorRoutes routes, string method, string path, Func<SpintlyOrganisation, SimulatedRequest, SimulatorResponse> handle) =>
        routes.Map(method, path, request =>
        {
            var organisation = Authenticated(request);
            if (request.BodyProblem is not null || request.Encoding is BodyEncoding.Form or BodyEncoding.Other)
                throw SpintlyAnswers.Refuse(400, "The body is not a JSON object");
            return handle(organisation, request);
        });

    private SpintlyOrganisation Authenticated(SimulatedRequest request)
    {
        const string bearer = "Bearer ";
        var header = request.Header("Authorization") ?? "";
        var isBearer = header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase);
        var form = isBearer ? AuthorizationForms.Bearer : AuthorizationForms.Raw;
        var token = isBearer ? header[bearer.Length..] : header;
        if (!_assumptions.Authorization.HasFlag(form) || All.FirstOrDefault(organisation => organisation.Accepts(token)) is not { } owner)
            throw new RefusedException(SpintlyAnswers.Platform(401, "Unauthorized"));
        return SpintlyCall.Id(request, "orgId") == owner.Settings.Id
            ? owner
            : throw SpintlyAnswers.Refuse(403, "The client may not act for this organisation");
    }
}
