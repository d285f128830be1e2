using System.Text.RegularExpressions;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Spintly;

/// <summary>A facility's settings for Spintly.</summary>
internal sealed partial record SpintlySettings
{
    /// <summary>The name of the secret that holds the OAuth client's secret.</summary>
    public const string ClientSecret = "client-secret";

    private const string Organisation = "/integrator/organisations/{organisation}/";
    private const string Visitors = "visitorManagementV3/integrator/v1/organisations/{organisation}/";

    private static readonly Dictionary<string, string[]> Placeholders = new(StringComparer.Ordinal)
    {
        ["sitesPath"] = ["organisation"],
        ["accessPointsPath"] = ["organisation", "site"],
        ["createMeetingPath"] = ["organisation"],
        ["updateTimesPath"] = ["organisation", "meeting"],
        ["updatePermissionsPath"] = ["organisation", "meeting"],
        ["regenerateQrPath"] = ["organisation", "meeting"],
        ["deleteMeetingPath"] = ["organisation", "meeting"],
        ["deleteVisitorPath"] = ["organisation", "user"],
    };

    public static IReadOnlyList<SettingDefinition> Schema { get; } =
    [
        SettingDefinition.Text("organisationId", "The id of the facility's organisation at Spintly.") with { Required = true },
        SettingDefinition.Text("clientId", "The OAuth client's id, issued by Spintly's support together with the client secret.") with { Required = true },
        Assumed(SettingDefinition.Url("baseUrl", "Where the API is; the paths below are relative to it.", "https://saams.api.spintly.com/")),
        Assumed(SettingDefinition.Url("tokenUrl", "Where tokens are issued.", "https://qlwtofmb58.execute-api.ap-south-1.amazonaws.com/prod/saamsIdm/oauth/token")),
        Assumed(SettingDefinition.Choice("tokenShape", "How a token is asked for: clientId, clientSecret and grantType as SAAMS takes them, or flat: client_id, client_secret and grant_type. Answers are read in both shapes.", "saams", "flat")),
        Assumed(SettingDefinition.Choice("tokenEncoding", "Whether the request for a token is JSON or a form.", "json", "form")),
        Assumed(SettingDefinition.Choice("grantType", "The value of grantType.", "urn:ietf:params:oauth:grant-type:client-credentials", "client-credentials")),
        Assumed(SettingDefinition.Choice("authorization", "How the header Authorization carries the token: raw, or with Bearer before it.", "raw", "bearer")),
        Path("sitesPath", "The path of POST Get sites.", "organisationManagement/v2" + Organisation + "sites"),
        Path("accessPointsPath", "The path of POST Get access points.", "organisationManagement/v1" + Organisation + "sites/{site}/accessPoints/list"),
        Path("createMeetingPath", "The path of POST Create a meeting.", Visitors + "meeting"),
        Path("updateTimesPath", "The path that changes a meeting's times.", Visitors + "meeting/{meeting}/update"),
        Path("updatePermissionsPath", "The path that changes a meeting's access points.", Visitors + "meeting/{meeting}/update"),
        Assumed(SettingDefinition.Choice("updateMethod", "The HTTP method of both changes.", "PATCH", "PUT", "POST")),
        Path("regenerateQrPath", "The path that regenerates a meeting's QR data. An empty text: not offered.", Visitors + "meeting/{meeting}/regenerateQr"),
        Assumed(SettingDefinition.Choice("regenerateQrMethod", "The HTTP method of regenerating.", "POST", "PATCH", "PUT", "GET")),
        Path("deleteMeetingPath", "The path of DELETE meeting.", Visitors + "meeting/{meeting}"),
        Path("deleteVisitorPath", "The path of DELETE visitor. An empty text: not offered; then a create whose answer was lost stays unknown.", Visitors + "visitor/{user}"),
        Assumed(SettingDefinition.Choice("userIdForm", "The userId that the hub chooses for each meeting: its marker as text, or a number of 18 digits made of it.", "text", "digits")),
        Assumed(SettingDefinition.Flag("dynamicExpiry", "Whether the organisation has dynamic expiry on: QR data opens for 60 seconds after it was issued.", true)),
        Assumed(SettingDefinition.Number("pageSize", "How many sites or access points are read with one call: no more than Spintly gives.", 40)),
    ];

    public required string OrganisationId { get; init; }

    public required string ClientId { get; init; }

    public required Uri BaseUrl { get; init; }

    public required Uri TokenUrl { get; init; }

    public bool FlatToken { get; init; }

    public bool FormToken { get; init; }

    public required string GrantType { get; init; }

    public bool Bearer { get; init; }

    public required string SitesPath { get; init; }

    public required string AccessPointsPath { get; init; }

    public required string CreateMeetingPath { get; init; }

    public required string UpdateTimesPath { get; init; }

    public required string UpdatePermissionsPath { get; init; }

    public required HttpMethod UpdateMethod { get; init; }

    public required string RegenerateQrPath { get; init; }

    public required HttpMethod RegenerateQrMethod { get; init; }

    public required string DeleteMeetingPath { get; init; }

    public required string DeleteVisitorPath { get; init; }

    public bool UserIdInDigits { get; init; }

    public bool DynamicExpiry { get; init; }

    public int PageSize { get; init; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidInputException">A path lacks a placeholder or has an unknown one, or the page size is not positive.</exception>
    public static SpintlySettings Bind(SettingValues values)
    {
        InvalidInputException.ThrowIfAny([.. Problems(values)]);
        return new SpintlySettings
        {
            OrganisationId = values.RequiredText("organisationId"),
            ClientId = values.RequiredText("clientId"),
            BaseUrl = values.Url("baseUrl"),
            TokenUrl = values.Url("tokenUrl"),
            FlatToken = values.RequiredText("tokenShape") == "flat",
            FormToken = values.RequiredText("tokenEncoding") == "form",
            GrantType = values.RequiredText("grantType"),
            Bearer = values.RequiredText("authorization") == "bearer",
            SitesPath = values.RequiredText("sitesPath"),
            AccessPointsPath = values.RequiredText("accessPointsPath"),
            CreateMeetingPath = values.RequiredText("createMeetingPath"),
            UpdateTimesPath = values.RequiredText("updateTimesPath"),
            UpdatePermissionsPath = values.RequiredText("updatePermissionsPath"),
            UpdateMethod = HttpMethod.Parse(values.RequiredText("updateMethod")),
            RegenerateQrPath = values.RequiredText("regenerateQrPath"),
            RegenerateQrMethod = HttpMethod.Parse(values.RequiredText("regenerateQrMethod")),
            DeleteMeetingPath = values.RequiredText("deleteMeetingPath"),
            DeleteVisitorPath = values.RequiredText("deleteVisitorPath"),
            UserIdInDigits = values.RequiredText("userIdForm") == "digits",
            DynamicExpiry = values.Flag("dynamicExpiry"),
            PageSize = values.Number("pageSize")!.Value,
        };
    }

    /// <summary>The address of a call.</summary>
    /// <param name="path">The path with its placeholders.</param>
    /// <param name="site">The value of {site}.</param>
    /// <param name="meeting">The value of {meeting}.</param>
    /// <param name="user">The value of {user}.</param>
    public Uri Address(string path, string? site = null, string? meeting = null, string? user = null) => new(
        BaseUrl.AbsoluteUri.TrimEnd('/') + "/" + Placeholder().Replace(path, match => Uri.EscapeDataString(match.Groups["name"].Value switch
        {
            "organisation" => OrganisationId,
            "site" => site,
            "meeting" => meeting,
            _ => user,
        } ?? "")));

    private static IEnumerable<FieldError> Problems(SettingValues values)
    {
        foreach (var (name, wanted) in Placeholders)
        {
            var path = values.RequiredText(name);
            if (path.Length == 0 && name is "regenerateQrPath" or "deleteVisitorPath")
                continue;
            var found = Placeholder().Matches(path).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
            if (path.StartsWith('/') || found.Except(wanted).Any() || wanted.Any(part => part != "organisation" && !found.Contains(part)))
                yield return new FieldError($"/settings/{name}", $"Must be a path without a slash at its beginning and with {string.Join(" and ", wanted.Select(part => $"{{{part}}}"))}.");
        }

        if (values.Number("pageSize") is < 1 or > 1000)
            yield return new FieldError("/settings/pageSize", "Must be from 1 to 1000.");
    }

    private static SettingDefinition Path(string name, string description, string path) => Assumed(SettingDefinition.Text(name, description, path));

    private static SettingDefinition Assumed(SettingDefinition definition) => definition with { Assumed = true };

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
