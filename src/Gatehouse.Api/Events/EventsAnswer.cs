using System.Text.Json.Serialization;
using Gatehouse.Events;

namespace Gatehouse.Api.Events;

/// <summary>A page of the log of events.</summary>
/// <param name="Value">The events, in the order in which they were logged.</param>
/// <param name="NextLink">The absolute address of the next page; <c>null</c> when there are no more yet.</param>
/// <param name="Cursor">Where to go on later, also when there are no more yet: what comes then is seen once.</param>
public sealed record EventsAnswer(
    IReadOnlyList<HubEvent> Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextLink, string Cursor);
