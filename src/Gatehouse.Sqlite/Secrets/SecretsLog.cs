using Microsoft.Extensions.Logging;

namespace Gatehouse.Sqlite.Secrets;

internal static partial class SecretsLog
{
    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Others on this machine could read {Path}. It is closed to them now; renew the secrets if you do not trust them.")]
    public static partial void Tightened(ILogger logger, string path);
}
