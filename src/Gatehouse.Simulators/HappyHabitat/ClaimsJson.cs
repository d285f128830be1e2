using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The claims of a token.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ClaimsJson : JsonSerializerContext;
