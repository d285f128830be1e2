using Gatehouse.Model;

namespace Gatehouse.Webhooks;

/// <summary>A visit as a vendor told of it.</summary>
/// <param name="Visit">The visit.</param>
/// <param name="At">When it was so: news from before what is known changes nothing.</param>
public sealed record VisitNews(Visit Visit, DateTimeOffset At);
