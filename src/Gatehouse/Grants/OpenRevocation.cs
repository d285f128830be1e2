namespace Gatehouse.Grants;

/// <summary>A revocation of many that is not known to be done.</summary>
/// <param name="Id">Its id.</param>
/// <param name="AskedAt">When its work was last asked for, UTC.</param>
/// <param name="Sweeps">How often the sweep asked for it.</param>
public sealed record OpenRevocation(string Id, DateTimeOffset AskedAt, int Sweeps = 0);
