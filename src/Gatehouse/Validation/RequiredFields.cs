using System.Text.Json;

namespace Gatehouse.Validation;

/// <summary>Checks that an input has what a vendor cannot do without.</summary>
public static class RequiredFields
{
    /// <summary>Adds an error for each of the required JSON pointers that <paramref name="json"/> has no value at, unless it is named already.</summary>
    public static void Check(JsonElement json, IReadOnlyList<string> required, List<FieldError> errors, string at = "")
    {
        foreach (var pointer in required)
        {
            var here = at + pointer;
            if (!Has(json, pointer) && !errors.Exists(error => error.Pointer == here || here.StartsWith(error.Pointer + "/", StringComparison.Ordinal)))
                errors.Add(new FieldError(here, "Is required by this facility's system."));
        }
    }

    private static bool Has(JsonElement json, string pointer)
    {
        foreach (var name in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return false;
        }

        return json.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => false,
            JsonValueKind.String => !string.IsNullOrWhiteSpace(json.GetString()),
            _ => true,
        };
    }
}
