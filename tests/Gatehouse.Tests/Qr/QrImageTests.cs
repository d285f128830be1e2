using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Gatehouse.Qr;

namespace Gatehouse.Tests.Qr;

public sealed class QrImageTests
{
    [Theory]
    [InlineData("4711")]
    [InlineData("https://hub.example/pass/eyJhbGciOi.x_-~")]
    [InlineData("Besök hos Åsa Öberg, 東京")]
    public async Task A_reader_reads_what_was_drawn(string text)
    {
        var file = Path.Combine(Path.GetTempPath(), $"gatehouse-qr-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, QrImage.Png(text));
        try
        {
            (await ReadAsync(file)).ShouldBe(text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_svg_has_the_modules_and_a_quiet_zone_of_four()
    {
        var svg = XElement.Parse(QrImage.Svg("4711"));
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();

        // Version 1 has 21 modules; with the quiet zone 29.
        box.ShouldBe([0, 0, 29, 29]);
    }

    private static async Task<string> ReadAsync(string file)
    {
        try
        {
            var start = new ProcessStartInfo("zbarimg", ["--quiet", "--raw", file]) { RedirectStandardOutput = true, UseShellExecute = false };
            using var reader = Process.Start(start)!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            return text.TrimEnd('\n');
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("apt-get install zbar-tools", exception);
        }
    }
}
