using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

internal static partial class VaultLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Key Vault cannot be used. {Reason}")]
    public static partial void Away(ILogger logger, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Key Vault can be used again; it could not since {Since}.")]
    public static partial void Back(ILogger logger, DateTimeOffset since);
}
