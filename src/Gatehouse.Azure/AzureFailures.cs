using System.Text.Json;
using System.Xml;
using Azure;
using Azure.Identity;
using Microsoft.Identity.Client;

namespace Gatehouse.Azure;

/// <summary>What a failure of an Azure client means.</summary>
internal enum AzureFailure
{
    /// <summary>None of the service's: a defect, or a cancelled call.</summary>
    Foreign,

    /// <summary>The service is busy, away, or took too long, or somebody else answers in its place.</summary>
    Away,

    /// <summary>The service does not accept the hub's identity.</summary>
    Refused,

    /// <summary>The service answered with another error.</summary>
    Answered,
}

/// <summary>Sorts the exceptions that the Azure clients throw after their own retries.</summary>
internal static class AzureFailures
{
    public static AzureFailure Classify(Exception error, CancellationToken cancellationToken) => error switch
    {
        // The pipeline reports its own timeout as a cancellation, and several failed tries as one aggregate.
        OperationCanceledException => cancellationToken.IsCancellationRequested ? AzureFailure.Foreign : AzureFailure.Away,
        AggregateException => Classify(Cause(error), cancellationToken),
        AuthenticationFailedException refused => IsAway(refused.InnerException, cancellationToken) ? AzureFailure.Away : AzureFailure.Refused,
        RequestFailedException { Status: 401 or 403 } => AzureFailure.Refused,
        RequestFailedException { Status: < 400 or 408 or 429 or >= 500 } => AzureFailure.Away,
        RequestFailedException => AzureFailure.Answered,

        // A success that is none of the service's: somebody on the way answers in its place.
        JsonException or XmlException => AzureFailure.Away,
        HttpRequestException or IOException => AzureFailure.Away,
        _ => AzureFailure.Foreign,
    };

    /// <summary>The failure itself: of several tries, the last one's.</summary>
    public static Exception Cause(Exception error) => error is AggregateException several ? several.InnerExceptions[^1] : error;

    /// <summary>The text of the failure, without the headers and content that the clients append over several lines.</summary>
    public static string Text(Exception error)
    {
        var one = Cause(error);
        var line = one.Message.Split('\n', 2)[0].TrimEnd();
        return one is RequestFailedException { Status: > 0 } failed ? $"{failed.Status} {failed.ErrorCode} {line}" : line;
    }

    // Whoever gives out tokens may be busy or away as well, and has then refused nobody.
    private static bool IsAway(Exception? error, CancellationToken cancellationToken) => error switch
    {
        null => false,
        MsalServiceException { StatusCode: 408 or 429 or >= 500 } => true,
        MsalException => IsAway(error.InnerException, cancellationToken),
        _ => Classify(error, cancellationToken) == AzureFailure.Away,
    };
}
