using System.Globalization;
using System.Text;

namespace Azure.Data.Tables.Wire;

/// <summary>Reads the answers within the answer to an entity group transaction: one for each action, or one for the action that failed.</summary>
internal static class TransactionResponse
{
    private const string StatusLine = "HTTP/1.1 ";
    private const string Multipart = "multipart/mixed; boundary=";

    /// <exception cref="InvalidOperationException">The answer is none to a transaction.</exception>
    public static IReadOnlyList<Response> Read(Response response)
    {
        if (response.Headers.ContentType?.StartsWith(Multipart, StringComparison.OrdinalIgnoreCase) is not true)
            throw new InvalidOperationException($"Expected a Content-Type that starts with {Multipart} but received {response.Headers.ContentType}");

        var responses = new List<Response>();
        var lines = Encoding.UTF8.GetString(response.Content.ToMemory().Span).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(StatusLine, StringComparison.Ordinal))
                responses.Add(ReadOne(lines, ref i));
        }

        return responses;
    }

    private static PartResponse ReadOne(string[] lines, ref int i)
    {
        var status = lines[i][StatusLine.Length..].Split(' ', 2);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (i++; i < lines.Length && lines[i].Length > 0; i++)
        {
            if (lines[i].Split(':', 2) is [var name, var value])
                headers[name.Trim()] = value.Trim();
        }

        var body = new List<string>();
        for (; i < lines.Length && !lines[i].StartsWith("--", StringComparison.Ordinal); i++)
            body.Add(lines[i]);

        var reason = status.Length > 1 ? status[1].Trim() : "";
        return new PartResponse(int.Parse(status[0], CultureInfo.InvariantCulture), reason, headers, string.Join('\n', body).Trim());
    }
}
