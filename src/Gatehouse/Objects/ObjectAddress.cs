using Gatehouse.Validation;

namespace Gatehouse.Objects;

/// <summary>How a caller names an object: the vendor's id, or <c>key:{key}</c>.</summary>
public static class ObjectAddress
{
    /// <summary>What the address of a caller's key begins with.</summary>
    public const string KeyPrefix = "key:";

    /// <summary>The most characters of a key.</summary>
    public const int KeyCharacters = 200;

    /// <summary>The key in an address; <see langword="null"/> when it is a vendor's id.</summary>
    public static string? KeyOf(string address) =>
        address.StartsWith(KeyPrefix, StringComparison.Ordinal) ? address[KeyPrefix.Length..] : null;

    /// <summary>An operation id for a create that brought none.</summary>
    public static string NewOperationId() => Guid.CreateVersion7().ToString("N");

    /// <summary>What is wrong with a key; <see langword="null"/> when nothing is.</summary>
    public static FieldError? Problem(string key, string pointer)
    {
        if (key.Length is 0 or > KeyCharacters)
            return new FieldError(pointer, FormattableString.Invariant($"A key has 1 to {KeyCharacters} characters."));
        return key.Any(char.IsControl) || key.Trim() != key
            ? new FieldError(pointer, "A key has no control characters and no white space around it.")
            : null;
    }
}
