using System.Text.Json;
using Gatehouse.Outgoing;

namespace Gatehouse.Connectors.Wire;

/// <summary>Reads the JSON of an answer.</summary>
internal static class WireJson
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The answer's body, or <see langword="false"/> when it is no JSON. Some platforms put a byte order mark before it.</summary>
    public static bool TryParse(OutgoingAnswer answer, out JsonElement body)
    {
        var utf8 = answer.Body.Span;
        if (utf8.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        try
        {
            // Copies the text, so that what callers keep of it lives on its own.
            body = JsonElement.Parse(utf8);
            return true;
        }
        catch (JsonException)
        {
            body = default;
            return false;
        }
    }
}
