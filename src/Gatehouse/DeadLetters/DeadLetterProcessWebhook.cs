using Gatehouse.Webhooks;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages that <see cref="ProcessWebhook"/> could not work, and ends their webhooks as dead.</summary>
public sealed class DeadLetterProcessWebhook(
    DeadLetterStore letters, ProcessWebhook webhooks, QueueSettings settings, ILogger<DeadLetterProcessWebhook> logger)
    : PoisonWork(FunctionName, WorkQueues.WebhookProcess, WebhookMessage.Parse, letters, settings, logger)
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(DeadLetterProcessWebhook);

    /// <inheritdoc />
    protected override async Task GiveUpAsync(string message, CancellationToken cancellationToken)
    {
        var (facility, id, _) = WebhookMessage.Parse(message);
        await webhooks.GiveUpAsync(facility, id, "Each of its tries failed; the log of its trace says why.", cancellationToken);
    }

    /// <inheritdoc />
    protected override string? WorkOf(string message)
    {
        var (facility, id, _) = WebhookMessage.Parse(message);
        return ProcessWebhook.LetterIdOf(facility, id);
    }

    /// <inheritdoc />
    protected override (string? Facility, string? Reference) About(string message)
    {
        var (facility, id, _) = WebhookMessage.Parse(message);
        return (facility, id);
    }
}
