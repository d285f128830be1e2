namespace Gatehouse.Api.Subscriptions;

/// <summary>A replay that was begun; the subscription's deliveries show how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
public sealed record ReplayAnswer(string Id, DateTimeOffset From, DateTimeOffset To);
