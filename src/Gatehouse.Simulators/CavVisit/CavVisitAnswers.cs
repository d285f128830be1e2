using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>Makes the vendor's answers.</summary>
internal sealed class CavVisitAnswers(CavVisitAssumptions assumptions)
{
    public CavVisitJson Json { get; } = CavVisitJson.For(assumptions.DateAnswer);

    public static SimulatorResponse List<T>(IReadOnlyList<T> list, JsonTypeInfo<IReadOnlyList<T>> type) =>
        SimulatorResponse.Json(200, JsonSerializer.SerializeToUtf8Bytes(list, type));

    public static SimulatorResponse Assumed<T>(AssumedAnswer answer, IReadOnlyList<T> list, JsonTypeInfo<IReadOnlyList<T>> type) =>
        answer switch
        {
            AssumedAnswer.True => SimulatorResponse.Json(200, "true"u8.ToArray()),
            AssumedAnswer.List => List(list, type),
            AssumedAnswer.EmptyList => SimulatorResponse.Json(200, "[]"u8.ToArray()),
            _ => SimulatorResponse.Nothing(204),
        };

    public SimulatorResponse Error(int status, string message) =>
        SimulatorResponse.Json(status, JsonSerializer.SerializeToUtf8Bytes(new ErrorMessage(message), Json.ErrorMessage));

    public RefusedException Refuse(int status, string message) => new(Error(status, message));
}
