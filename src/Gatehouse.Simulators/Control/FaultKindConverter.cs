using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.Control;

internal sealed class FaultKindConverter()
    : JsonStringEnumConverter<FaultKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
