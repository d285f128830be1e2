using Gatehouse.Access;

namespace Gatehouse.Grants;

/// <summary>A grant without its targets.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Subject">Who may enter.</param>
/// <param name="Window">From when to when.</param>
/// <param name="Purpose">Why.</param>
/// <param name="Visit">The visit that it follows.</param>
public sealed record GrantHead(string Id, string? Key, GrantSubject Subject, AccessWindow Window, string? Purpose, GrantVisit? Visit);
