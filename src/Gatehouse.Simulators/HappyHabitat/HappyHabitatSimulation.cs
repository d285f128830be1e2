using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>Happy Habitat's routes and data. Every call but the login carries a token.</summary>
internal sealed class HappyHabitatSimulation : IVendorSimulation
{
    public const string Root = "/api/";

    private readonly HappyHabitatAssumptions _assumptions;
    private readonly FrozenDictionary<string, HappyHabitatUser> _users;

    public HappyHabitatSimulation(HappyHabitatSimulatorOptions options)
    {
        _assumptions = options.Assumptions;
        _users = options.Users.ToFrozenDictionary(user => user.Username, StringComparer.Ordinal);
        Data = new HappyHabitatData(_assumptions, options.Host.Clock);
        Tokens = new HappyHabitatTokens(_assumptions.TokenLife, options.Host.Clock);
        HappyHabitatSeeds.Fill(Data);
    }

    public HappyHabitatData Data { get; }

    public HappyHabitatTokens Tokens { get; }

    public string BasePath => Root;

    public IReadOnlySet<string> SecretParameters { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "password", "token");

    public void Map(VendorRoutes routes)
    {
        routes.Map("POST", "auth/login", LogIn);

        var visits = new VisitEndpoints(Data, _assumptions);
        Map(routes, "GET", "residentvisits", visits.List);
        Map(routes, "GET", "residentvisits/{id}", visits.Get);
        Map(routes, "GET", "residentvisits/resident/{residentId}", visits.ListByResident);
        Map(routes, "POST", "residentvisits", visits.Create);
        Map(routes, "PUT", "residentvisits/{id}", visits.Update);
        Map(routes, "DELETE", "residentvisits/{id}", visits.Delete);

        var residents = new ResidentEndpoints(Data, _assumptions);
        Map(routes, "GET", "residents", residents.List, needsRole: true);
        Map(routes, "GET", "residents/{id:guid}", residents.Get, needsRole: true);
        Map(routes, "GET", "residents/community/{communityId:guid}", residents.ListByCommunity, needsRole: true);
        Map(routes, "GET", "residents/by-communities", residents.ListByCommunities, needsRole: true);
    }

    public void MapControl(IEndpointRouteBuilder control) => control.MapMethods("tokens", ["DELETE"], (RequestDelegate)(context =>
    {
        Tokens.Revoke();
        return SimulatorResponse.Nothing(StatusCodes.Status204NoContent).WriteAsync(context);
    }));

    public SimulatorResponse NotFound(SimulatedRequest request) => SimulatorResponse.Nothing(404);

    public SimulatorResponse MethodNotAllowed(SimulatedRequest request) => SimulatorResponse.Nothing(405);

    public void Reset()
    {
        Data.Clear();
        HappyHabitatSeeds.Fill(Data);
    }

    public void WriteDump(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("visits");
        JsonSerializer.Serialize(writer, Data.ActiveVisits, HappyHabitatJson.Vendor.IReadOnlyListResidentVisit);
        writer.WritePropertyName("deletedVisits");
        JsonSerializer.Serialize(writer, Data.Visits.List(visit => !visit.IsActive), HappyHabitatJson.Vendor.IReadOnlyListResidentVisit);
        writer.WritePropertyName("residents");
        JsonSerializer.Serialize(writer, Data.Residents.List(), HappyHabitatJson.Vendor.IReadOnlyListResident);
        writer.WriteEndObject();
    }

    private void Map(
        VendorRoutes routes, string method, string path, Func<SimulatedRequest, SimulatorResponse> handle, bool needsRole = false) =>
        routes.Map(method, path, request =>
        {
            if (Tokens.Check(request.Header("Authorization")) is not { } username || !_users.TryGetValue(username, out var user))
                return HappyHabitatAnswers.Unauthorized;
            if (needsRole && _assumptions.ResidentsNeedRole && !user.Roles.Any(role => role is HappyHabitatUser.CompanyAdministrator or HappyHabitatUser.SystemAdministrator))
                return SimulatorResponse.Nothing(403);
            return handle(request);
        });

    private SimulatorResponse LogIn(SimulatedRequest request)
    {
        var input = HappyHabitatAnswers.Read(request, HappyHabitatJson.Vendor.LoginInput);
        var missing = new[] { ("Username", input.Username), ("Password", input.Password) }.Where(field => string.IsNullOrEmpty(field.Item2)).ToList();
        if (missing.Count > 0)
            return HappyHabitatAnswers.Validation(missing.Select(field => (field.Item1, $"The {field.Item1} field is required.")));
        if (!_users.TryGetValue(input.Username!, out var user) || user.Password != input.Password)
            return HappyHabitatAnswers.Text(request, 401, "Invalid username or password");

        var (token, expiresAt) = Tokens.Issue(user.Username);
        var answer = new LoginAnswer(
            token,
            new Guid("a0000000-0000-4000-8000-000000000001"),
            user.Username,
            user.Username + "@habitat.example",
            user.Roles.Count > 0 ? user.Roles[0] : "",
            user.Roles,
            [.. user.Roles.Select((code, index) => new RoleDetail(new Guid(index + 1, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1), code, code))],
            expiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            null);
        return HappyHabitatAnswers.Ok(answer, HappyHabitatJson.Vendor.LoginAnswer);
    }
}
