namespace Gatehouse.Sensitive;

/// <summary>How much of the sensitive a caller sees.</summary>
/// <param name="Credentials">Whether PINs, QR payloads, card numbers and entry codes are shown.</param>
/// <param name="Personal">Whether national identity numbers are shown.</param>
/// <param name="Raw">Whether the vendor's object is shown.</param>
public readonly record struct SensitiveView(bool Credentials, bool Personal, bool Raw);
