namespace Gatehouse.Simulators.VizPin;

/// <summary>The vendor refuses the call with a code and a message.</summary>
internal sealed class VizPinRefusal(VizPinCode code, string message) : Exception(message)
{
    public VizPinCode Code { get; } = code;

    public static VizPinRefusal Unknown(string what, string id) => new(VizPinCode.NotFound, $"{what} {id} not found");
}
