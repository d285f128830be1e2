using Gatehouse.Model;

namespace Gatehouse.Credentials;

/// <summary>What is known of the renewals of the credentials of one visit or access.</summary>
/// <param name="AskedAt">When the vendor was last asked.</param>
/// <param name="LeaseUntil">Until when somebody may be asking.</param>
/// <param name="Latest">The latest credentials.</param>
/// <param name="Version">The stored version; <see langword="null"/> when nothing is stored.</param>
internal sealed record RenewalState(DateTimeOffset? AskedAt, DateTimeOffset? LeaseUntil, IReadOnlyList<Credential>? Latest, string? Version)
{
    /// <summary>Before the first renewal.</summary>
    public static RenewalState None { get; } = new(null, null, null, null);
}
