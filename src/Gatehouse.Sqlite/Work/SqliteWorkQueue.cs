using System.Globalization;
using System.Text;
using Gatehouse.Work;

namespace Gatehouse.Sqlite.Work;

/// <summary>
/// The work queue on SQLite: in the order in which messages become visible. A receipt is valid until the message is received,
/// abandoned or renewed again, also after its visibility timeout ended.
/// </summary>
/// <param name="database">Where the messages are.</param>
/// <param name="time">Says when a message becomes visible.</param>
public sealed class SqliteWorkQueue(SqliteDatabase database, TimeProvider time) : IWorkQueue
{
    /// <inheritdoc />
    public Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        WorkLimits.CheckBody(body);
        WorkLimits.CheckDelay(delay);
        var bytes = Encoding.UTF8.GetBytes(body);
        return database.WriteAsync(session => WorkStatements.Enqueue(session, queue, bytes, time.GetUtcNow(), delay), cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        WorkLimits.CheckReceive(max);
        WorkLimits.CheckVisibility(visibility);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDequeueCount, 1);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<WorkMessage>>(cancellationToken);

        // A look on a read connection, so that polling an empty queue takes no lock.
        if (!database.Read((queue, now: time.GetUtcNow()), static (session, of) => WorkStatements.HasVisible(session, of.queue, of.now)))
            return Task.FromResult<IReadOnlyList<WorkMessage>>([]);

        var poisonAfter = queue.EndsWith(WorkLimits.PoisonSuffix, StringComparison.Ordinal) ? int.MaxValue : maxDequeueCount;
        return database.WriteAsync(
            session => WorkStatements.Receive(session, queue, max, time.GetUtcNow(), visibility, poisonAfter), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) =>
        await ChangeAsync(message, WorkStatements.Complete, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        WorkLimits.CheckDelay(delay);
        return await ChangeAsync(
            message, (session, id, receipt) => WorkStatements.Hide(session, id, receipt, time.GetUtcNow() + delay), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken)
    {
        WorkLimits.CheckVisibility(visibility);
        var renewed = await ChangeAsync(
            message, (session, id, receipt) => WorkStatements.Hide(session, id, receipt, time.GetUtcNow() + visibility), cancellationToken);
        return renewed ? message with { Receipt = WorkStatements.Text(Number(message.Receipt)!.Value + 1) } : null;
    }

    /// <inheritdoc />
    public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken)
    {
        WorkLimits.CheckQueue(queue);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<int>(cancellationToken)
            : Task.FromResult(database.Read(queue, WorkStatements.Length));
    }

    private Task<bool> ChangeAsync(
        WorkMessage message, Func<SqliteSession, long, long, bool> change, CancellationToken cancellationToken) =>
        Number(message.Id) is { } id && Number(message.Receipt) is { } receipt
            ? database.WriteAsync(session => change(session, id, receipt), cancellationToken)
            : Task.FromResult(false);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
