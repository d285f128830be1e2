using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The vendor's JSON: camelCase, read without regard to case, nulls written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ResidentVisit))]
[JsonSerializable(typeof(IReadOnlyList<ResidentVisit>))]
[JsonSerializable(typeof(VisitInput))]
[JsonSerializable(typeof(Resident))]
[JsonSerializable(typeof(IReadOnlyList<Resident>))]
[JsonSerializable(typeof(ResidentPage))]
[JsonSerializable(typeof(LoginInput))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class HappyHabitatJson : JsonSerializerContext
{
    public static HappyHabitatJson Vendor { get; } =
        new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
