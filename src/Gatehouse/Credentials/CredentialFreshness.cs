using Gatehouse.Model;

namespace Gatehouse.Credentials;

/// <summary>Whether credentials that stop working before their visit or access does can still be handed out.</summary>
public static class CredentialFreshness
{
    /// <summary>
    /// What a credential must have left of its life when it is handed out, so that it opens when it is held to the reader:
    /// Spintly's codes live for 60 seconds, and none older than 50 is handed out.
    /// </summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>When the first of them stops working; <see langword="null"/> when none does before its time.</summary>
    public static DateTimeOffset? EndOf(IReadOnlyList<Credential> credentials) => credentials.Min(credential => credential.ExpiresAt);

    /// <summary>Whether all of them can be handed out.</summary>
    public static bool AreFresh(IReadOnlyList<Credential> credentials, DateTimeOffset now) => credentials.All(credential => IsFresh(credential, now));

    /// <summary>Whether a credential can be handed out.</summary>
    public static bool IsFresh(Credential credential, DateTimeOffset now) => credential.ExpiresAt is not { } end || end - now >= Margin;

    /// <summary>Credentials without the values that nobody should be given any more.</summary>
    public static IReadOnlyList<Credential> WithoutStale(IReadOnlyList<Credential> credentials, DateTimeOffset now) =>
        AreFresh(credentials, now) ? credentials : [.. credentials.Select(credential => IsFresh(credential, now) ? credential : credential with { Value = null })];
}
