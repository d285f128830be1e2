using System.Text.Json.Nodes;
using Gatehouse.Api.Idempotency;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>A parameter in an address or query as makers see it.</summary>
internal static class ConnectorParameter
{
    // The platform follows nextLink by itself.
    private static readonly string[] Hidden = ["cursor", "include"];

    private static readonly string[] Rare = ["limit", "live", "phone", "active", "guid", "site", "key", "subjectKey"];

    /// <summary>Whether makers never see it. Where a body has the caller's key, that does what an Idempotency-Key would.</summary>
    public static bool IsHidden(ConnectorOperation chosen, JsonObject described) =>
        (string?)described["name"] == IdempotencyMiddleware.Header ? !chosen.HasKeyInHeader : Hidden.Contains((string?)described["name"]);

    public static JsonObject Write(ConnectorOperation chosen, JsonObject described)
    {
        var (name, place) = ((string)described["name"]!, (string)described["in"]!);
        var isKey = name == IdempotencyMiddleware.Header;
        var isInternal = chosen.Polls is not null && name == ConnectorForms.PollState;
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["required"] = place == "path" || isKey || isInternal || chosen.RequiredParameters.Contains(name),
            ["type"] = described["type"]!.DeepClone(),
        };
        foreach (var member in new[] { "format", "minimum", "maximum", "maxLength" })
        {
            if (described[member] is { } value)
                parameter[member] = value.DeepClone();
        }

        if (described["enum"] is JsonArray words)
            ConnectorSchemas.AddWords(parameter, words);
        parameter["x-ms-summary"] = ConnectorWords.Title(isKey ? "key" : name);
        parameter["description"] = isKey ? ConnectorWords.KeyOfDay : ConnectorWords.Description(name, (string?)described["description"]);
        if (place == "path")
            parameter["x-ms-url-encoding"] = "single";
        if (isInternal)
            (parameter["x-ms-visibility"], parameter["default"]) = ("internal", ConnectorForms.PollFromNow);
        else if (Rare.Contains(name) && place == "query" && chosen.Visibility != ConnectorVisibility.Internal)
            parameter["x-ms-visibility"] = "advanced";
        if (ListOf(chosen, name) is { } list && list.Operation != chosen.Id)
            list.AddTo(parameter, "facility");
        return parameter;
    }

    private static DropDown? ListOf(ConnectorOperation chosen, string name) =>
        name == "id" ? chosen.ChosenFrom is { } operation ? DropDown.Of(operation) : null : DropDown.OfParameter(name);
}
