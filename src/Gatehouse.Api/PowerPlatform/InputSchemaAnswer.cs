using System.Text.Json;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>What an input at a facility looks like.</summary>
/// <param name="Schema">A JSON schema with the extensions of the Power Platform.</param>
public sealed record InputSchemaAnswer(JsonElement Schema);
