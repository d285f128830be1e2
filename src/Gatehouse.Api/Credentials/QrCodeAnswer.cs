namespace Gatehouse.Api.Credentials;

/// <summary>A QR code as an image, in the shape in which flows handle files.</summary>
/// <param name="ContentType">The media type of the image.</param>
/// <param name="ContentBytes">The image.</param>
/// <param name="ExpiresAt">Until when the code opens; absent where the vendor does not say.</param>
public sealed record QrCodeAnswer(string ContentType, byte[] ContentBytes, DateTimeOffset? ExpiresAt);
