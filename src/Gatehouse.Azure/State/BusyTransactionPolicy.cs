using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Gatehouse.Azure.State;

/// <summary>
/// Makes the client repeat a transaction that the service was too busy for. The service says so within an answer that is a success (202),
/// which the client's own retries take for one.
/// </summary>
internal sealed class BusyTransactionPolicy : HttpPipelinePolicy
{
    private const string StatusLine = "HTTP/1.1 ";

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        ThrowIfBusy(message.Response);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        ThrowIfBusy(message.Response);
    }

    /// <summary>Without a status, as when nobody was found: that is what the client repeats.</summary>
    private static void ThrowIfBusy(Response response)
    {
        if (response is not { Status: 202, ContentStream: not null })
            return;

        var text = response.Content.ToString();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(StatusLine, StringComparison.Ordinal)
                && int.TryParse(line.Slice(StatusLine.Length, Math.Min(3, line.Length - StatusLine.Length)), CultureInfo.InvariantCulture, out var status)
                && status is 408 or 429 or >= 500)
            {
                throw new RequestFailedException(FormattableString.Invariant($"the transaction was answered with {status} {CodeIn(text)}"));
            }
        }
    }

    private static string CodeIn(string text)
    {
        const string Member = "\"code\":\"";
        var at = text.IndexOf(Member, StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + Member.Length)..].Split('"')[0];
    }
}
