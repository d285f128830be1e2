using Gatehouse.Validation;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>A facility's settings for Happy Habitat.</summary>
internal sealed record HappyHabitatSettings
{
    /// <summary>The name of the secret that holds the password.</summary>
    public const string PasswordSecret = "password";

    public static IReadOnlyList<SettingDefinition> Schema { get; } =
    [
        SettingDefinition.Text("username", "The name of the account that the hub logs in with. To list residents it needs the role ADMIN_COMPANY or SYSTEM_ADMIN.") with { Required = true },
        Assumed(SettingDefinition.Url("baseUrl", "Where the Happy Habitat API is. The vendor's documentation marks its own address as a placeholder.", "https://api.happyhabitat.com/api/")),
        new SettingDefinition("communities", SettingType.Json, "The communities whose residents are people of this facility, a list of their ids. Without it: all residents that the account may see."),
        Assumed(SettingDefinition.Choice("dateFormat", "How arrivals and departures are written: local time with its offset, in UTC with a Z, or local time alone. Happy Habitat keeps any text and checks none.", "offset", "utc", "local")),
        Assumed(SettingDefinition.Choice("createdAtZone", "The zone of createdAt where it is written without one: UTC, or the facility's.", "utc", "facility")),
    ];

    public required string Username { get; init; }

    public required Uri BaseUrl { get; init; }

    public IReadOnlyList<string> Communities { get; init; } = [];

    public HappyHabitatDateFormat DateFormat { get; init; }

    public bool CreatedAtInUtc { get; init; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidInputException"><c>communities</c> is no list of ids.</exception>
    public static HappyHabitatSettings Bind(SettingValues values)
    {
        var baseUrl = values.RequiredText("baseUrl");
        return new HappyHabitatSettings
        {
            Username = values.RequiredText("username"),
            BaseUrl = new Uri(baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/", UriKind.Absolute),
            Communities = ReadCommunities(values),
            DateFormat = Enum.Parse<HappyHabitatDateFormat>(values.RequiredText("dateFormat"), ignoreCase: true),
            CreatedAtInUtc = values.RequiredText("createdAtZone") == "utc",
        };
    }

    private static SettingDefinition Assumed(SettingDefinition definition) => definition with { Assumed = true };

    private static List<string> ReadCommunities(SettingValues values)
    {
        const string pointer = "/settings/communities";
        if (values.Json("communities") is not { } list)
            return [];
        if (list.ValueKind != System.Text.Json.JsonValueKind.Array)
            throw new InvalidInputException(pointer, "Must be a list of community ids.");

        var communities = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            communities.Add(item.ValueKind == System.Text.Json.JsonValueKind.String && HappyHabitatIds.Find(item.GetString()) is { } id
                ? id
                : throw new InvalidInputException(pointer, "Must be a list of community ids, each a GUID."));
        }

        return communities;
    }
}
