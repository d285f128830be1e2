using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the Table service's errors: <c>{"odata.error": {"code": …, "message": {"value": …}}}</c>.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    public static TableErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = null;
        if (response.ContentStream is null)
            return false;

        try
        {
            using var document = JsonDocument.Parse(response.Content.ToMemory());
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("odata.error", out var details)
                && details.TryGetProperty("code", out var code))
            {
                var message = details.TryGetProperty("message", out var text) && text.TryGetProperty("value", out var value)
                    ? value.GetString()
                    : null;
                error = new ResponseError(code.GetString(), message);
            }
        }
        catch (JsonException)
        {
            // A proxy's or gateway's page: the status says what there is to say.
        }

        return error is not null;
    }
}
