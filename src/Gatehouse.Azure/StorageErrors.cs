using Azure;
using Gatehouse.State;

namespace Gatehouse.Azure;

/// <summary>Turns the storage clients' exceptions into the ports' exception.</summary>
internal static class StorageErrors
{
    public const string TableNotFound = "TableNotFound";
    public const string QueueNotFound = "QueueNotFound";

    /// <summary>Whether the service failed, as opposed to the caller.</summary>
    public static bool IsFailure(Exception error, CancellationToken cancellationToken) =>
        AzureFailures.Classify(error, cancellationToken) != AzureFailure.Foreign;

    /// <summary>The exception to throw in place of a failure.</summary>
    /// <param name="error">What the client threw.</param>
    /// <param name="service">Table Storage, or Queue Storage.</param>
    /// <param name="thing">The table or queue.</param>
    public static StateStoreException Translate(Exception error, string service, string thing) =>
        AzureFailures.Classify(error, CancellationToken.None) switch
        {
            AzureFailure.Away => new StateStoreException(
                $"{service} did not serve {thing}: it is busy or cannot be reached ({AzureFailures.Text(error)}).", isTransient: true, AzureFailures.Cause(error)),
            AzureFailure.Refused => new StateStoreException(
                $"{service} refuses the hub's identity ({AzureFailures.Text(error)}). Correct the connection string, or give the identity "
                + "the roles Storage Table Data Contributor and Storage Queue Data Contributor.",
                isTransient: false,
                AzureFailures.Cause(error)),
            _ when IsBeingDeleted(error) => new StateStoreException(
                $"{service} is still deleting {thing}, which can take a minute. It is created anew after that; try again then.",
                isTransient: true,
                AzureFailures.Cause(error)),
            _ => new StateStoreException($"{service} refused a call on {thing}: {AzureFailures.Text(error)}", isTransient: false, AzureFailures.Cause(error)),
        };

    /// <summary>Also when it is missing right after it was created.</summary>
    private static bool IsBeingDeleted(Exception error) =>
        error is RequestFailedException { ErrorCode: "TableBeingDeleted" or "QueueBeingDeleted" or TableNotFound or QueueNotFound };
}
