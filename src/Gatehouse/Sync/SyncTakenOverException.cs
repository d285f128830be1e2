namespace Gatehouse.Sync;

/// <summary>Another process works the run by now.</summary>
public sealed class SyncTakenOverException() : Exception("Another process works the run by now.");
