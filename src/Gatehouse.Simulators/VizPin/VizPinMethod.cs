using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>A method of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Success">The code of its success.</param>
/// <param name="Message">The message of its success.</param>
/// <param name="Call">Does it, and gives the members of the result besides code, message and now.</param>
internal sealed record VizPinMethod(string Name, VizPinCode Success, string Message, Func<VizPinCall, JsonObject> Call);
