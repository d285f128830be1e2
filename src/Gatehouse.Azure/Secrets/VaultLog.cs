using Gatehouse.Secrets;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Azure.Secrets;

internal static partial class VaultLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Key Vault cannot be used. {Reason}")]
    public static partial void Away(ILogger logger, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Key Vault can be used again; it could not since {Since}.")]
    public static partial void Back(ILogger logger, DateTimeOffset since);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Reason}")]
    public static partial void Unusable(ILogger logger, string reason);

    [LoggerMessage(
        EventId = 4, Level = LogLevel.Error,
        Message = "The deleted secret {Secret} was recovered, but neither replaced nor disabled: its old value counts again. Set a new one.")]
    public static partial void CameBack(ILogger logger, Exception exception, SecretName secret);
}
