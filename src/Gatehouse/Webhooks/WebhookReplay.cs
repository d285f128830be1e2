using Gatehouse.DeadLetters;
using Gatehouse.Work;

namespace Gatehouse.Webhooks;

/// <summary>Replays dead webhooks.</summary>
/// <param name="webhooks">Works them once more.</param>
public sealed class WebhookReplay(WebhookService webhooks) : IDeadLetterReplay
{
    /// <inheritdoc />
    public string Kind => WorkQueues.WebhookProcess;

    /// <inheritdoc />
    public Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var message = WebhookMessage.Parse(letter.Message);
        return webhooks.ReplayAsync(message.Facility, message.Webhook, cancellationToken);
    }
}
