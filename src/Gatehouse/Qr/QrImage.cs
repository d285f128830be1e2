using System.Text;
using QRCoder;

namespace Gatehouse.Qr;

/// <summary>Draws QR codes with error correction level M and a quiet zone of 4 modules, black on white.</summary>
public static class QrImage
{
    private const int PixelsPerModule = 10;

    /// <summary>Draws a text as PNG, 10 pixels a module.</summary>
    public static byte[] Png(string text)
    {
        using var data = Encode(text);
        using var image = new PngByteQRCode(data);
        return image.GetGraphic(PixelsPerModule);
    }

    /// <summary>Draws a text as SVG, which scales to any size.</summary>
    public static string Svg(string text)
    {
        using var data = Encode(text);
        using var image = new SvgQRCode(data);
        return image.GetGraphic(PixelsPerModule);
    }

    // QRCoder takes text that is not Latin-1 as UTF-8 by itself; saying so up front keeps one text one image.
    private static QRCodeData Encode(string text) =>
        QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: !Ascii.IsValid(text));
}
