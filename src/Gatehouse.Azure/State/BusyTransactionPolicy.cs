using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Gatehouse.Azure.State;

/// <summary>
/// Makes the client repeat a transaction that the service was too busy for. The service says so within an answer that is a success (202),
/// which the client's own retries take for one.
/// </summary>
internal sealed partial class BusyTransactionPolicy : HttpPipelinePolicy
{
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
        if (response is { Status: 202, ContentStream: not null } && Busy().Match(response.Content.ToString()) is { Success: true } busy)
            throw new RequestFailedException($"the transaction was answered with {busy.Groups["status"].Value} {busy.Groups["code"].Value}");
    }

    [GeneratedRegex(
        """^HTTP/1\.1 (?<status>408|429|5[0-9][0-9])([^{]*\{"odata\.error":\{"code":"(?<code>[A-Za-z]+)")?""",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Busy();
}
