namespace Gatehouse.Api.PowerPlatform;

/// <summary>A type of events.</summary>
/// <param name="Type">The type: <c>visit.arrived</c>.</param>
/// <param name="Title">The type for people.</param>
public sealed record EventTypeAnswer(string Type, string Title);
