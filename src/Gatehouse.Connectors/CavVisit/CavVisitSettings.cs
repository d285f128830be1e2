using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>A facility's settings for CavVisit.</summary>
internal sealed record CavVisitSettings
{
    /// <summary>The name of the secret that holds the "WEB API key".</summary>
    public const string KeySecret = "customer-key";

    public static IReadOnlyList<SettingDefinition> Schema { get; } =
    [
        SettingDefinition.Number("customerId", "The facility's customer id, issued by PartnerSec together with the WEB API key.") with { Required = true },
        SettingDefinition.Url("baseUrl", "Where the CavVisit API is.", "https://api.cavvisit.com/api/"),
        Assumed(SettingDefinition.Choice("apiVersion", "The version of the installation's API. Below 1.2 a visit is read from the list of all, and below 1.1 visits have no Combined.", "1.2", "1.1", "1.0")),
        Assumed(SettingDefinition.Choice("encoding", "Where writes carry their parameters: in a form body as jQuery sends the vendor's examples, in the query string, or in a JSON body.", "form", "query", "json")),
        Assumed(SettingDefinition.Choice("markerField", "The visit's field that the hub writes its marker into, to find a visit again after a lost answer. Callers cannot use it.", "Field10", "Field1", "Field2", "Field3", "Field4", "Field5", "Field6", "Field7", "Field8", "Field9")),
        Assumed(SettingDefinition.Choice("groupMarkerField", "The field that holds the marker of the members of a group made by CreateGroupVisit.", "Field2", "Field1")),
        Assumed(SettingDefinition.Choice("groupCreate", "How groups are created: by CreateGroupVisit, or by a CreateVisit for each member.", "vendor", "each")),
        Assumed(SettingDefinition.Flag("checkInByUpdate", "Whether the installation takes DateCheckedIn in CreateVisit and UpdateVisit. CavVisit documents no call for check-in.")),
        Assumed(SettingDefinition.Flag("checkOutByUpdate", "Whether ending a visit also sends DateCheckedOut for a visitor who is here. CavVisit documents no call for check-out.")),
        Assumed(SettingDefinition.Choice("dateZone", "The zone of the vendor's dates: the facility's, or UTC.", "facility", "utc")),
        Assumed(SettingDefinition.Choice("dateSearch", "Which visits GetVisitsByDate answers: those whose time touches the period, or those that begin in it.", "touching", "beginning")),
        Assumed(SettingDefinition.Choice("deleteVisitParameter", "The name of DeleteVisit's parameter: the example says Id, the text id.", "Id", "id")),
        Assumed(SettingDefinition.Choice("deleteCompanyParameter", "The name of DeleteCompany's parameter: the example says id, the text Id.", "id", "Id")),
        Assumed(SettingDefinition.Choice("deleteHostParameter", "The name of DeleteHost's parameter: the example says hostId, the text Id.", "hostId", "Id", "id")),
        Assumed(new SettingDefinition("statusMap", SettingType.Map, "What the vendor's undocumented Status numbers mean, such as {\"3\": \"cancelled\"}: expected, arrived, departed, cancelled, denied or unknown. A number that is not in it says nothing.")),
    ];

    public required int CustomerId { get; init; }

    public required Uri BaseUrl { get; init; }

    public CavVisitVersion Version { get; init; } = CavVisitVersion.V12;

    public CavVisitEncoding Encoding { get; init; }

    public string MarkerField { get; init; } = "Field10";

    public string GroupMarkerField { get; init; } = "Field2";

    public bool GroupByEach { get; init; }

    public bool CheckInByUpdate { get; init; }

    public bool CheckOutByUpdate { get; init; }

    public bool DatesInUtc { get; init; }

    public bool SearchFindsBeginningOnly { get; init; }

    public string DeleteVisitParameter { get; init; } = "Id";

    public string DeleteCompanyParameter { get; init; } = "id";

    public string DeleteHostParameter { get; init; } = "hostId";

    public FrozenDictionary<long, VisitStatus> StatusMap { get; init; } = FrozenDictionary<long, VisitStatus>.Empty;

    /// <summary>Reads the values.</summary>
    /// <exception cref="InvalidInputException">A number or a status in <c>statusMap</c> is none.</exception>
    public static CavVisitSettings Bind(SettingValues values)
    {
        var baseUrl = values.RequiredText("baseUrl");
        return new CavVisitSettings
        {
            CustomerId = values.Number("customerId")!.Value,
            BaseUrl = new Uri(baseUrl.EndsWith('/') ? baseUrl : baseUrl + "/", UriKind.Absolute),
            Version = values.RequiredText("apiVersion") switch
            {
                "1.0" => CavVisitVersion.V10,
                "1.1" => CavVisitVersion.V11,
                _ => CavVisitVersion.V12,
            },
            Encoding = Enum.Parse<CavVisitEncoding>(values.RequiredText("encoding"), ignoreCase: true),
            MarkerField = values.RequiredText("markerField"),
            GroupMarkerField = values.RequiredText("groupMarkerField"),
            GroupByEach = values.RequiredText("groupCreate") == "each",
            CheckInByUpdate = values.Flag("checkInByUpdate"),
            CheckOutByUpdate = values.Flag("checkOutByUpdate"),
            DatesInUtc = values.RequiredText("dateZone") == "utc",
            SearchFindsBeginningOnly = values.RequiredText("dateSearch") == "beginning",
            DeleteVisitParameter = values.RequiredText("deleteVisitParameter"),
            DeleteCompanyParameter = values.RequiredText("deleteCompanyParameter"),
            DeleteHostParameter = values.RequiredText("deleteHostParameter"),
            StatusMap = Statuses(values.Json("statusMap")),
        };
    }

    private static SettingDefinition Assumed(SettingDefinition definition) => definition with { Assumed = true };

    private static FrozenDictionary<long, VisitStatus> Statuses(JsonElement? map)
    {
        var statuses = new Dictionary<long, VisitStatus>();
        var errors = new List<FieldError>();
        foreach (var entry in map?.EnumerateObject().AsEnumerable() ?? [])
        {
            var pointer = $"/settings/statusMap/{entry.Name}";
            var name = entry.Value.GetString()!;
            if (!int.TryParse(entry.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                errors.Add(new FieldError(pointer, "The name must be a whole number as CavVisit writes it in Status."));
            else if (!Enum.GetNames<VisitStatus>().Contains(name, StringComparer.OrdinalIgnoreCase))
                errors.Add(new FieldError(pointer, "Must be one of: expected, arrived, departed, cancelled, denied, unknown."));
            else
                statuses[number] = Enum.Parse<VisitStatus>(name, ignoreCase: true);
        }

        InvalidInputException.ThrowIfAny(errors);
        return statuses.ToFrozenDictionary();
    }
}
