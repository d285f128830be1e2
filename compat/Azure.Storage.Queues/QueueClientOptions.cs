using Azure.Core;

namespace Azure.Storage.Queues;

/// <summary>How requests are sent: retries, transport, diagnostics. Message texts are sent and returned as they are.</summary>
public class QueueClientOptions : ClientOptions
{
    internal static string ServiceVersionText => "2024-08-04";
}
