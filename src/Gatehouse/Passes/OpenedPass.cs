namespace Gatehouse.Passes;

/// <summary>What a good token led to.</summary>
/// <param name="Row">The pass.</param>
/// <param name="Revoked">Whether the link was revoked.</param>
public sealed record OpenedPass(PassRow Row, bool Revoked);
