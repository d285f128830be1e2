using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>The vendor's JSON: PascalCase, all members present, values read as texts or typed.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<Visit>))]
[JsonSerializable(typeof(IReadOnlyList<Company>))]
[JsonSerializable(typeof(IReadOnlyList<Host>))]
[JsonSerializable(typeof(GroupVisit))]
[JsonSerializable(typeof(ErrorMessage))]
internal sealed partial class CavVisitJson : JsonSerializerContext
{
    public static CavVisitJson For(DateAnswer answer) => new(new JsonSerializerOptions
    {
        Converters = { new IntConverter(), new BoolConverter(), new TextConverter(), new DateConverter(answer) },
        // As the vendor's platform writes it; the answers are never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
