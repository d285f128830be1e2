namespace Gatehouse.Subscriptions;

/// <summary>A secret that deliveries are signed with.</summary>
/// <param name="Cipher">The secret, encrypted.</param>
/// <param name="ExpiresAt">Until when it is used, UTC; <see langword="null"/> for the one that stays.</param>
public sealed record SubscriptionSecret(byte[] Cipher, DateTimeOffset? ExpiresAt = null);
