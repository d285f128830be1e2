using Gatehouse.Validation;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>A facility's settings for Aktion NEXT.</summary>
internal sealed record AktionSettings
{
    /// <summary>The name of the secret that holds the ApiKey.</summary>
    public const string KeySecret = "api-key";

    public static IReadOnlyList<SettingDefinition> Schema { get; } =
    [
        SettingDefinition.Text("userLogin", "The UserLogin of the user that the hub logs in as; its rights apply to every call.") with { Required = true },
        SettingDefinition.Url("baseUrl", "Where the API is: https://host/AktionNEXT/API on premises, or the cloud.", "https://cloud.aktion.cz/api/"),
        SettingDefinition.Choice("edition", "Aktion NEXT takes the organization of a new person, Aktion CLOUD its department.", "next", "cloud"),
        Assumed(SettingDefinition.Text("getPath", "The path of the call that reads a visit. Aktion documents its answer, not its path; empty where the installation has none.", "visit/get")),
        Assumed(SettingDefinition.Text("getAllPath", "The path of the call that lists visits. Aktion documents its answer, not its path; empty where the installation has none.", "visit/getAll")),
        SettingDefinition.Text("schedulePath", "The path of the call that plans a visit for a date, such as visit/schedule. Aktion documents its request, not its path. Without it visits are made by visit/create, which knows no date."),
        Assumed(SettingDefinition.Number("applyLeadMinutes", "How many minutes before it begins a visit may be made by visit/create.", 15)),
        Assumed(SettingDefinition.Text("visitType", "The title of the type of visits that name none.", "Visit")),
        SettingDefinition.Text("endReason", "The reason of ends that name none.", "Ended by Gatehouse"),
        Assumed(SettingDefinition.Choice("dateZone", "The zone of dates that name none: the facility's, or UTC.", "facility", "utc")),
        Assumed(SettingDefinition.Number("firstPage", "The number of the first page of a list.", 1)),
        Assumed(SettingDefinition.Number("pageSize", "How many records are asked for at once.", 200)),
        Assumed(new SettingDefinition("members", SettingType.Map, $"The names of members that Aktion does not document, where they differ from the hub's; an empty text where there is none. Known: {string.Join(", ", AktionMembers.Defaults.Select(member => $"{member.Key} ({member.Value})"))}.")),
    ];

    public required string UserLogin { get; init; }

    public required Uri BaseUrl { get; init; }

    public bool IsCloud { get; init; }

    public string? GetPath { get; init; }

    public string? ListPath { get; init; }

    public string? SchedulePath { get; init; }

    public TimeSpan ApplyLead { get; init; }

    public required string VisitType { get; init; }

    public required string EndReason { get; init; }

    public bool DatesInUtc { get; init; }

    public int FirstPage { get; init; }

    public int PageSize { get; init; }

    public required AktionMembers Members { get; init; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidInputException">A number is out of range, a text too long, or a member unknown.</exception>
    public static AktionSettings Bind(SettingValues values)
    {
        var errors = new List<FieldError>();
        var baseUrl = values.RequiredText("baseUrl");
        var settings = new AktionSettings
        {
            UserLogin = values.RequiredText("userLogin"),
            BaseUrl = new Uri(baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/", UriKind.Absolute),
            IsCloud = values.RequiredText("edition") == "cloud",
            GetPath = Path(values, "getPath", errors),
            ListPath = Path(values, "getAllPath", errors),
            SchedulePath = Path(values, "schedulePath", errors),
            ApplyLead = TimeSpan.FromMinutes(Within(values, "applyLeadMinutes", 0, 24 * 60, errors)),
            VisitType = values.RequiredText("visitType"),
            EndReason = values.RequiredText("endReason"),
            DatesInUtc = values.RequiredText("dateZone") == "utc",
            FirstPage = Within(values, "firstPage", 0, 1, errors),
            PageSize = Within(values, "pageSize", 1, 1000, errors),
            Members = AktionMembers.Read(values.Json("members"), errors),
        };
        if (settings.EndReason.Length > AktionModels.LongestReason)
            errors.Add(new FieldError("/settings/endReason", "Must have at most 4000 characters."));
        InvalidInputException.ThrowIfAny(errors);
        return settings;
    }

    private static SettingDefinition Assumed(SettingDefinition definition) => definition with { Assumed = true };

    private static int Within(SettingValues values, string name, int least, int most, List<FieldError> errors)
    {
        var number = values.Number(name)!.Value;
        if (number < least || number > most)
            errors.Add(new FieldError($"/settings/{name}", FormattableString.Invariant($"Must be from {least} to {most}.")));
        return Math.Clamp(number, least, most);
    }

    private static string? Path(SettingValues values, string name, List<FieldError> errors)
    {
        var path = values.Text(name)?.Trim('/', ' ');
        if (string.IsNullOrEmpty(path))
            return null;
        // Whatever else stood there could change where the token goes.
        if (!path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_'))
            errors.Add(new FieldError($"/settings/{name}", "Must be a path below baseUrl, such as visit/get: letters, digits, slashes and hyphens."));
        return path;
    }
}
