using System.Globalization;
using System.Xml.Linq;
using Gatehouse.Qr;
using Gatehouse.Testing.Programs;

namespace Gatehouse.Tests.Qr;

public sealed class QrImageTests
{
    [Theory]
    [InlineData("4711")]
    [InlineData("https://hub.example/pass/eyJhbGciOi.x_-~")]
    [InlineData("Besök hos Åsa Öberg, 東京")]
    public async Task A_reader_reads_what_was_drawn(string text) => (await QrReader.ReadAsync(QrImage.Png(text))).ShouldBe(text);

    [Fact]
    public void The_svg_has_the_modules_and_a_quiet_zone_of_four()
    {
        var svg = XElement.Parse(QrImage.Svg("4711"));
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();

        // Version 1 has 21 modules; with the quiet zone 29.
        box.ShouldBe([0, 0, 29, 29]);
    }
}
