using System.Net;

namespace Gatehouse.Webhooks;

/// <summary>A webhook as it arrived.</summary>
/// <param name="Facility">The facility of its address.</param>
/// <param name="Token">The token of its address.</param>
/// <param name="Header">The value of a header; <see langword="null"/> when it is absent or there more than once.</param>
/// <param name="Remote">Who sent it.</param>
/// <param name="Body">The bytes of its body.</param>
public sealed record WebhookRequest(string Facility, string? Token, Func<string, string?> Header, IPAddress? Remote, ReadOnlyMemory<byte> Body);
