using Gatehouse.State;

namespace Gatehouse.Secrets;

/// <summary>
/// A secret is there, but may not be used: somebody disabled it, or it is out of its dates. The store itself is well, and a new value can be set.
/// </summary>
/// <param name="message">Why, and what to do about it, for an operator; never the value.</param>
/// <param name="innerException">The adapter's own exception.</param>
public sealed class UnusableSecretException(string message, Exception? innerException = null)
    : StateStoreException(message, isTransient: false, innerException);
