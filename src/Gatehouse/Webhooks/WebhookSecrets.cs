using Gatehouse.Secrets;

namespace Gatehouse.Webhooks;

/// <summary>
/// The secret <c>webhook-secret</c> of a facility: what its senders know. Several, separated by spaces, all count: a sender changes from one
/// to the next without a gap.
/// </summary>
public static class WebhookSecrets
{
    /// <summary>The secret's name.</summary>
    public const string Name = "webhook-secret";

    /// <summary>What a secret of Standard Webhooks begins with; the rest is Base64.</summary>
    public const string StandardPrefix = "whsec_";

    private static readonly char[] Separators = [' ', '\t', '\r', '\n'];

    /// <summary>The secret's place.</summary>
    public static SecretName Of(string facility) => SecretName.OfFacility(facility, Name);

    /// <summary>The single secrets.</summary>
    public static IReadOnlyList<string> Split(string? value) => value?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The key of a secret of Standard Webhooks; <see langword="null"/> when it is none.</summary>
    public static byte[]? Key(string secret)
    {
        var text = secret.StartsWith(StandardPrefix, StringComparison.Ordinal) ? secret[StandardPrefix.Length..] : secret;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length > 0 ? key[..length] : null;
    }
}
