namespace Gatehouse.Vendors;

/// <summary>A vendor call failed.</summary>
/// <param name="error">How.</param>
/// <param name="innerException">The cause below, where there is one.</param>
public sealed class VendorException(VendorError error, Exception? innerException = null)
    : Exception(error.Message, innerException)
{
    /// <summary>Makes an exception of a kind and a message alone.</summary>
    public VendorException(VendorErrorKind kind, string message, Exception? innerException = null)
        : this(new VendorError(kind, message), innerException)
    {
    }

    /// <summary>How it failed.</summary>
    public VendorError Error { get; } = error;
}
