using System.Security.Cryptography;
using System.Text;
using Gatehouse.Alarms;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.DeadLetters;

/// <summary>Keeps the messages of a poison queue as dead letters, and wakes an operator.</summary>
/// <param name="name">The function's name.</param>
/// <param name="queue">The queue whose poison queue it works.</param>
/// <param name="read">Reads a message of the queue; throws <see cref="FormatException"/> for what nobody can work.</param>
/// <param name="letters">Where dead letters are kept.</param>
/// <param name="settings">How often a message was tried.</param>
/// <param name="logger">Wakes an operator.</param>
public abstract partial class PoisonWork(
    string name, string queue, Func<string, object> read, DeadLetterStore letters, QueueSettings settings, ILogger logger) : IQueueWork
{
    /// <inheritdoc />
    public string Name { get; } = name;

    /// <inheritdoc />
    public string Queue { get; } = queue + WorkLimits.PoisonSuffix;

    /// <inheritdoc />
    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var fault = FaultOf(delivery.Body);
        var (facility, reference) = fault is null ? About(delivery.Body) : (null, null);

        // It was enqueued here when it was given up there.
        var letter = new DeadLetter
        {
            Queue = queue,
            Message = delivery.Body,
            Facility = facility,
            Reference = reference,
            Reason = fault ?? "Each of its tries failed; the log of its trace says why.",
            Attempts = settings.MaxDequeueCount,
            At = delivery.EnqueuedAt,
        };
        await letters.AddAsync(letter, (fault is null ? WorkOf(delivery.Body) : null) ?? IdOf(delivery), cancellationToken);
        if (fault is null)
            await GiveUpAsync(delivery.Body, cancellationToken);

        // Also when it was kept already: who kept it may have died before saying so, and an alarm too many does no harm.
        LogPoisoned(logger, queue, delivery.Id, letter.Attempts);
        LogDeadLettered(logger, queue, delivery.Id, letter.Reason);
    }

    /// <summary>Tells whoever waits for the message's work that it will not be done. May be called twice.</summary>
    protected virtual Task GiveUpAsync(string message, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The facility that a message is about, and what of it.</summary>
    protected abstract (string? Facility, string? Reference) About(string message);

    /// <summary>The id of the work that a message asks for, where all its messages have one dead letter; <see langword="null"/> for one each.</summary>
    protected virtual string? WorkOf(string message) => null;

    // The id beside a message may be one that the message itself has chosen, the same as another's.
    private static string IdOf(QueueDelivery delivery) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{delivery.Id}\n{delivery.Body}")).AsSpan(0, 16));

    /// <summary>What is wrong with a message that nobody can work; <see langword="null"/> when it can be read.</summary>
    private string? FaultOf(string message)
    {
        try
        {
            read(message);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(27, LogLevel.Error, "A message of {Queue}, now {MessageId}, failed each of its {Attempts} tries.", EventName = AlarmEvents.MessagePoisoned)]
    private static partial void LogPoisoned(ILogger logger, string queue, string messageId, int attempts);

    [LoggerMessage(28, LogLevel.Warning, "Message {MessageId} of {Queue} is kept as a dead letter: {Reason}", EventName = AlarmEvents.DeadLettered)]
    private static partial void LogDeadLettered(ILogger logger, string queue, string messageId, string reason);
}
