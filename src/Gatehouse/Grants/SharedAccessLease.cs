using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>The right to change a person's access at a vendor, for a while.</summary>
/// <param name="Partition">The person.</param>
/// <param name="Row">What the target holds of it.</param>
/// <param name="Token">Proves who.</param>
/// <param name="Own">What the target was noted to hold of it before.</param>
/// <param name="Others">What other targets hold of it.</param>
internal sealed record SharedAccessLease(string Partition, string Row, string Token, AccessShare? Own, IReadOnlyList<AccessShare> Others);
