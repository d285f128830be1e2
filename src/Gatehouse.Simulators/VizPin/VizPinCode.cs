namespace Gatehouse.Simulators.VizPin;

/// <summary>A code of the vendor's. Names of successes are the seed's; numbers but 4 and 9, and names of failures, are assumed.</summary>
internal sealed record VizPinCode(int Number, string Name)
{
    public static VizPinCode LoginRefused { get; } = new(4, "API_VIZPIN_AUTHENTICATE_ERROR");

    public static VizPinCode SessionEnded { get; } = new(5, "API_VIZPIN_SESSION_ERROR");

    public static VizPinCode WrongOemKey { get; } = new(6, "API_VIZPIN_OEM_KEY_ERROR");

    public static VizPinCode BadRequest { get; } = new(2, "API_VIZPIN_REQUEST_ERROR");

    public static VizPinCode UnknownMethod { get; } = new(3, "API_VIZPIN_METHOD_ERROR");

    public static VizPinCode NotFound { get; } = new(7, "API_VIZPIN_NOT_FOUND_ERROR");

    public static VizPinCode AlreadyThere { get; } = new(8, "API_VIZPIN_DUPLICATE_ERROR");

    public static VizPinCode NotEnabled { get; } = new(10, "API_VIZPIN_NOT_ENABLED_ERROR");
}
