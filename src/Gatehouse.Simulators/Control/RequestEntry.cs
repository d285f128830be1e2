namespace Gatehouse.Simulators.Control;

/// <summary>
/// A call of the vendor's API, as the simulator received and answered it. Keys and tokens read <c>***</c>; an object is kept
/// as sent but for those, with a password that it may carry where the vendor's simulator does not count it among them.
/// </summary>
/// <param name="Sequence">Its number; rises by one for each call answered and is never used again.</param>
/// <param name="Time">When it was answered, in UTC.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path, decoded.</param>
/// <param name="ContentType">The media type of the body as sent, or null.</param>
/// <param name="Query">The query string's values by name.</param>
/// <param name="Form">The values in the body by name, from a form or from the members of a JSON object (objects as JSON text).</param>
/// <param name="Status">The status answered; null when the connection was dropped or held.</param>
/// <param name="Fault">The fault applied, or null.</param>
public sealed record RequestEntry(
    long Sequence,
    DateTimeOffset Time,
    string Method,
    string Path,
    string? ContentType,
    IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Form,
    int? Status,
    FaultKind? Fault);
