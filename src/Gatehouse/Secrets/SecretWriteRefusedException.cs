using Gatehouse.State;

namespace Gatehouse.Secrets;

/// <summary>The vault lets the hub read secrets, but not write or delete this one. Nothing was changed.</summary>
/// <param name="message">Why, and what to do about it; never the value. Shown to who asked for the write.</param>
/// <param name="innerException">The adapter's own exception.</param>
public sealed class SecretWriteRefusedException(string message, Exception? innerException = null)
    : StateStoreException(message, isTransient: false, innerException);
