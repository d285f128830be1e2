namespace Gatehouse.ApiKeys;

/// <summary>Why a key is refused.</summary>
public enum ApiKeyRefusal
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>There is no such key, or its secret is another. Which of them is not told.</summary>
    Unknown,

    /// <summary>It is disabled.</summary>
    Disabled,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It is not in memory, and reading it was not allowed.</summary>
    NotRead,
}
