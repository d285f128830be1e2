using System.Globalization;

namespace Azure.Data.Tables;

/// <summary>A transaction failed, with the status and error code of the action that failed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Wraps the failure of one action.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        // The service's message begins with the action's index: "2:The specified entity already exists."
        if (requestFailedException.Message.Split(':') is [var index, _, ..]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            FailedTransactionActionIndex = number;
        }
    }

    /// <summary>Which action failed, counted from zero; <see langword="null"/> when the service does not say.</summary>
    public int? FailedTransactionActionIndex { get; }
}
