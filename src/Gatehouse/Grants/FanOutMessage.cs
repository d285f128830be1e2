using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Work;

namespace Gatehouse.Grants;

/// <summary>Asks for the work rows of a grant's targets, or for the rest of a revocation of many.</summary>
/// <param name="Grant">The grant's id.</param>
/// <param name="Revocation">The revocation's id.</param>
/// <param name="Traceparent">The trace of what asked.</param>
public sealed record FanOutMessage(string? Grant, string? Revocation, string? Traceparent)
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FanOutMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, GatehouseJson.Default.FanOutMessage) is { } message && (message.Grant is null) != (message.Revocation is null)
                ? message
                : throw new FormatException("The message names no grant and no revocation, or both.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The message is not JSON of its form: {exception.Message}", exception);
        }
    }

    /// <summary>The message for a grant, within the present trace.</summary>
    public static FanOutMessage For(string grant) => new(grant, null, WorkTrace.Current);

    /// <inheritdoc />
    public override string ToString() => JsonSerializer.Serialize(this, GatehouseJson.Default.FanOutMessage);
}
