using System.Globalization;

namespace Gatehouse.Local;

/// <summary>What is printed when the host is ready.</summary>
internal static class Welcome
{
    public static void Write(LocalHost host, LocalOptions options, TextWriter output)
    {
        var api = new Uri(host.Address, "api/v1");
        output.WriteLine($"Gatehouse listens on {host.Address.GetLeftPart(UriPartial.Authority)}");
        if (options.Urls is null && host.Address.Port != FreePort.Preferred)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  (port {FreePort.Preferred} is taken)"));
        output.WriteLine($"  data       {Path.GetDirectoryName(host.AdminKeyFile)}");
        if (options.Storage is not null)
            output.WriteLine("  state      in Azure Storage");
        output.WriteLine(host.IsFirstStart
            ? $"  admin key  {host.AdminKey}   (shown once; kept in {host.AdminKeyFile})"
            : $"  admin key  kept in {host.AdminKeyFile}");
        foreach (var demo in host.Demo?.Facilities ?? [])
            output.WriteLine($"  simulated  {demo.Id} at {demo.Vendor.BaseAddress}");
        output.WriteLine();
        output.WriteLine("Try, in another shell:");
        output.WriteLine($"  export GATEHOUSE_KEY=\"$(cat '{host.AdminKeyFile}')\"");
        foreach (var path in host.Demo is null ? WithoutDemo : WithDemo)
            output.WriteLine($"  curl -H \"x-api-key: $GATEHOUSE_KEY\" '{api}/{path}'");
        output.WriteLine();
        output.WriteLine("Ctrl-C stops it.");
        output.Flush();
    }

    private static readonly string[] WithDemo = ["facilities", "facilities/demo-hq/visits?limit=2", "facilities/demo-hq/capabilities"];
    private static readonly string[] WithoutDemo = ["systems", "facilities", "health/ready"];
}
