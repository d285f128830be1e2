namespace Gatehouse.Sync;

/// <summary>That a facility's vendor did not answer in time when it was asked last.</summary>
/// <param name="Times">How often in a row.</param>
/// <param name="AskAgainAt">When a synchronization may ask it again, UTC.</param>
public sealed record SyncSilence(int Times, DateTimeOffset AskAgainAt);
