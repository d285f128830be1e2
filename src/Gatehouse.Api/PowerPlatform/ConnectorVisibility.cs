namespace Gatehouse.Api.PowerPlatform;

/// <summary>How easily makers find an operation or a member.</summary>
internal enum ConnectorVisibility
{
    /// <summary>As any other.</summary>
    Normal,

    /// <summary>First.</summary>
    Important,

    /// <summary>Behind "show all".</summary>
    Advanced,

    /// <summary>Never: only the platform calls it.</summary>
    Internal,
}
