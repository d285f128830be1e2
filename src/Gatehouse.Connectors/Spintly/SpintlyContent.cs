using System.Net.Http.Headers;
using System.Text.Json;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Makes the bodies of requests.</summary>
internal static class SpintlyContent
{
    /// <summary>A JSON object.</summary>
    /// <param name="write">Writes its members.</param>
    public static ByteArrayContent Of(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new ByteArrayContent(buffer.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }
}
