namespace Gatehouse.Errors;

/// <summary>What kind of failure of the hub's own it is.</summary>
public enum HubErrorKind
{
    /// <summary>The hub knows no such thing.</summary>
    NotFound,

    /// <summary>What is there already does not allow it.</summary>
    Conflict,

    /// <summary>The request is understood but cannot be done.</summary>
    Unprocessable,

    /// <summary>The same request is being worked on.</summary>
    InFlight,

    /// <summary>It may or may not have been done; asking again finds out without doing it twice.</summary>
    OutcomeUnknown,
}
