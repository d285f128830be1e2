namespace Gatehouse.Credentials;

/// <summary>The latest renewal of the credentials of one visit or access, as it is stored.</summary>
/// <param name="AskedAt">When the vendor was last asked, UTC.</param>
/// <param name="LeaseUntil">Until when somebody may be asking, UTC; <see langword="null"/> when nobody is.</param>
/// <param name="Latest">The latest credentials, encrypted; <see langword="null"/> before the vendor has answered for the first time.</param>
public sealed record Renewal(DateTimeOffset AskedAt, DateTimeOffset? LeaseUntil, byte[]? Latest);
