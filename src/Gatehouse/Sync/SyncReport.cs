namespace Gatehouse.Sync;

/// <summary>A run with its name.</summary>
/// <param name="Id">Its name, under which it can be read again.</param>
/// <param name="Run">The report.</param>
public sealed record SyncReport(string Id, SyncRun Run);
