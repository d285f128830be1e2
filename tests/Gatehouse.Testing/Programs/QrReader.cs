namespace Gatehouse.Testing.Programs;

/// <summary>Reads QR codes with zbar, as a reader at a door would.</summary>
public static class QrReader
{
    /// <summary>The text of the QR code in a PNG image; empty when there is none.</summary>
    /// <exception cref="InvalidOperationException"><c>apt-get install zbar-tools</c>.</exception>
    public static async Task<string> ReadAsync(byte[] png)
    {
        var file = Path.Combine(Path.GetTempPath(), $"gatehouse-qr-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, png);
        try
        {
            return (await TestProgram.RunAsync("zbarimg", "zbar-tools", ["--quiet", "--raw", file], TimeSpan.FromSeconds(60))).TrimEnd('\n');
        }
        finally
        {
            File.Delete(file);
        }
    }
}
