using Gatehouse.Events;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What was logged since the last look.</summary>
/// <param name="Value">The events, in the order in which they were logged.</param>
/// <param name="State">Where the next look goes on.</param>
public sealed record PollAnswer(IReadOnlyList<HubEvent> Value, string State);
