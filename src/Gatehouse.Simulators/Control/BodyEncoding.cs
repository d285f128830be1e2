namespace Gatehouse.Simulators.Control;

/// <summary>How the body of a request carries its values.</summary>
internal enum BodyEncoding
{
    None,
    Form,
    Json,
    Other,
}
