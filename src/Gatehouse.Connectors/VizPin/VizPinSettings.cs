using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>A facility's settings for VIZpin.</summary>
internal sealed record VizPinSettings
{
    /// <summary>The name of the secret that holds the partner's password.</summary>
    public const string PasswordSecret = "password";

    /// <summary>The name of the secret that holds the OEM key.</summary>
    public const string OemKeySecret = "oem-key";

    public static IReadOnlyList<SettingDefinition> Schema { get; } =
    [
        SettingDefinition.Text("username", "The user name that VIZpin assigned to the partner.") with { Required = true },
        SettingDefinition.Url("baseUrl", "The one address of the API; VIZpin gives partners one of their own for the sandbox.", "https://www.vizpin.net/services/apexrest/oem-api"),
        SettingDefinition.Text("account", "The id of the account that this facility is. With it, lists without an organization stay in this account."),
        Assumed(SettingDefinition.Choice("version", "What is sent as !version: the samples say 2 or 1, the text 2.0.", "2", "2.0", "1")),
        Assumed(SettingDefinition.Choice("jsonrpcMember", "How the member jsonrpc is written: the samples write both.", "jsonrpc", "Jsonrpc")),
        Assumed(SettingDefinition.Number("tokenMinutes", "After how many minutes without a call VIZpin ends a token.", 10)),
        Assumed(SettingDefinition.Choice("accountGetParameter", "The name of account.get's id: the sample says id, the text accountid.", "id", "accountid")),
        Assumed(SettingDefinition.Choice("accountAddParameter", "The name of account.add's object: the sample says add_account, the text account.", "add_account", "account")),
        Assumed(SettingDefinition.Choice("readerAddParameter", "The name of reader.add's object: the sample says add_reader, the text reader.", "add_reader", "reader")),
        Assumed(SettingDefinition.Choice("userBatchParameter", "The name of user.list's batch: the sample says batchcounter, the text batchcount.", "batchcounter", "batchcount")),
        Assumed(SettingDefinition.Choice("userDeleteParameter", "The name of user.delete's id: the sample says user_id, the text userid.", "user_id", "userid")),
        Assumed(SettingDefinition.Choice("associateUser", "What user.associate takes as assoc_user: the sample has the object, the text the id.", "object", "id")),
        Assumed(new SettingDefinition("members", SettingType.Map, $"The names of members of VIZpin's objects where they differ from the defaults, such as {{\"user.email\": \"mail\"}}. The defaults are: {VizPinMembers.Documentation}.")),
        Assumed(new SettingDefinition("errorCodes", SettingType.Map, "What VIZpin's error codes mean where its words do not tell, such as {\"17\": \"notFound\"}: unauthenticated, forbidden, notFound, invalid, conflict, rateLimited, unavailable, notSupported or misconfigured.")),
        SettingDefinition.Flag("credentialGeneration", "Whether VIZpin has enabled the generation of card numbers for this partner; it must be arranged with them."),
        new SettingDefinition("roles", SettingType.Json, "The smartphone roles of VIZpin's Portal, which access is granted by: [{\"id\": …, \"name\": …, \"site\": the location's id, \"accessPoints\": [ids of the readers that it opens]}]."),
        SettingDefinition.Text("rolesMethod", "The name of VIZpin's method that lists roles, with com.vizpin, as the appendix of your contract says."),
        Assumed(Parameters("rolesParameters", "rolesMethod", "{\"locationid\": \"{site}\"}")),
        SettingDefinition.Text("vizpinsMethod", "The name of VIZpin's method that lists the VIZpins of a user. With it phone keys are listed among credentials, and access can be inspected."),
        Assumed(Parameters("vizpinsParameters", "vizpinsMethod", "{\"userid\": \"{user}\"}")),
        SettingDefinition.Text("revokeMethod", "The name of VIZpin's method that takes a role from a user. Without it access is revoked by dates in the past, which VIZpin does not confirm."),
        Assumed(Parameters("revokeParameters", "revokeMethod", "{\"site_id\": \"{site}\", \"user_ids\": [\"{user}\"], \"role_ids\": [\"{role}\"]}")),
        SettingDefinition.Text("activityMethod", "The name of VIZpin's method that lists activity."),
        Assumed(Parameters("activityParameters", "activityMethod", "{\"locationid\": \"{site}\", \"start_date\": \"{from}\", \"stop_date\": \"{to}\"}")),
        Assumed(new SettingDefinition("activityCodes", SettingType.Map, "What the codes of activity mean, such as {\"unlock\": \"granted\"}: granted, denied, entry (granted, in) or exit (granted, out).")),
        SettingDefinition.Flag("inspectByNeedAccess", "Whether access is inspected by user.NeedAccess: who is in that list can open nothing at the location. It does not tell which role somebody else holds."),
    ];

    public required string Username { get; init; }

    public required Uri BaseUrl { get; init; }

    public string? Account { get; init; }

    public string Version { get; init; } = "2";

    public string JsonRpcMember { get; init; } = "jsonrpc";

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(10);

    public string AccountGetParameter { get; init; } = "id";

    public string AccountAddParameter { get; init; } = "add_account";

    public string ReaderAddParameter { get; init; } = "add_reader";

    public string UserBatchParameter { get; init; } = "batchcounter";

    public string UserDeleteParameter { get; init; } = "user_id";

    public bool AssociatesById { get; init; }

    public VizPinMembers Members { get; init; } = VizPinMembers.Default;

    public FrozenDictionary<string, VendorErrorKind> ErrorCodes { get; init; } = FrozenDictionary<string, VendorErrorKind>.Empty;

    public bool GeneratesCredentials { get; init; }

    public IReadOnlyList<VizPinRole> Roles { get; init; } = [];

    public VizPinExtraMethod? RolesMethod { get; init; }

    public VizPinExtraMethod? VizPinsMethod { get; init; }

    public VizPinExtraMethod? RevokeMethod { get; init; }

    public VizPinExtraMethod? ActivityMethod { get; init; }

    public FrozenDictionary<string, string> ActivityCodes { get; init; } = FrozenDictionary<string, string>.Empty;

    public bool InspectsByNeedAccess { get; init; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidInputException">What the schema cannot check is wrong; names all of it.</exception>
    public static VizPinSettings Bind(SettingValues values)
    {
        var errors = new List<FieldError>();
        var minutes = values.Number("tokenMinutes")!.Value;
        if (minutes is < 1 or > 1440)
            errors.Add(new FieldError("/settings/tokenMinutes", "Must be 1 to 1440."));
        var settings = new VizPinSettings
        {
            Username = values.RequiredText("username"),
            BaseUrl = values.Url("baseUrl"),
            Account = Given(values, "account"),
            Version = values.RequiredText("version"),
            JsonRpcMember = values.RequiredText("jsonrpcMember"),
            TokenLife = TimeSpan.FromMinutes(Math.Clamp(minutes, 1, 1440)),
            AccountGetParameter = values.RequiredText("accountGetParameter"),
            AccountAddParameter = values.RequiredText("accountAddParameter"),
            ReaderAddParameter = values.RequiredText("readerAddParameter"),
            UserBatchParameter = values.RequiredText("userBatchParameter"),
            UserDeleteParameter = values.RequiredText("userDeleteParameter"),
            AssociatesById = values.RequiredText("associateUser") == "id",
            Members = VizPinMembers.Read(values.Json("members"), errors),
            ErrorCodes = VizPinErrors.ReadCodes(values.Json("errorCodes"), errors),
            GeneratesCredentials = values.Flag("credentialGeneration"),
            Roles = VizPinRole.ReadAll(values.Json("roles"), errors),
            RolesMethod = VizPinExtraMethod.Read(values, "roles", errors),
            VizPinsMethod = VizPinExtraMethod.Read(values, "vizpins", errors),
            RevokeMethod = VizPinExtraMethod.Read(values, "revoke", errors),
            ActivityMethod = VizPinExtraMethod.Read(values, "activity", errors),
            ActivityCodes = VizPinActivityMapping.ReadCodes(values.Json("activityCodes"), errors),
            InspectsByNeedAccess = values.Flag("inspectByNeedAccess"),
        };
        InvalidInputException.ThrowIfAny(errors);
        return settings;
    }

    /// <summary>A text that was given and is not blank.</summary>
    public static string? Given(SettingValues values, string name) =>
        values.Text(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static SettingDefinition Assumed(SettingDefinition definition) => definition with { Assumed = true };

    private static SettingDefinition Parameters(string name, string method, string json) =>
        new(name, SettingType.Json, $"The parameters of {method} besides oem_key: an object in which {{user}}, {{role}}, {{site}}, {{account}}, {{from}} and {{to}} stand for what they say.")
        {
            Default = JsonElement.Parse(json),
        };
}
