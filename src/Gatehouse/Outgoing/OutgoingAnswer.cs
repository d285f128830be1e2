using System.Net.Http.Headers;

namespace Gatehouse.Outgoing;

/// <summary>An answer to a request of the hub.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The content type without parameters.</param>
/// <param name="RetryAfter">The header of that name.</param>
/// <param name="Body">The whole body.</param>
public sealed record OutgoingAnswer(int Status, string? MediaType, RetryConditionHeaderValue? RetryAfter, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether the status is 200 to 299.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;
}
