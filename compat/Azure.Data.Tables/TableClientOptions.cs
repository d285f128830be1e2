using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>How requests are sent: retries, transport, diagnostics. The service's API version is 2020-12-06.</summary>
public class TableClientOptions : ClientOptions
{
    internal static string Version => "2020-12-06";
}
