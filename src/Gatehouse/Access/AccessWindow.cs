namespace Gatehouse.Access;

/// <summary>From when to when, both given.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant that is no more in it; after <paramref name="From"/>.</param>
public sealed record AccessWindow(DateTimeOffset From, DateTimeOffset To);
