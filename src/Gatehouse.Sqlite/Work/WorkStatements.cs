using System.Globalization;
using System.Text;
using Gatehouse.Work;

namespace Gatehouse.Sqlite.Work;

/// <summary>The SQL of the work queue. Every change of a message's visibility counts its receipt up.</summary>
internal static class WorkStatements
{
    public static int Enqueue(SqliteSession session, string queue, byte[] body, DateTimeOffset now, TimeSpan delay) => session.Execute(
        "INSERT INTO work (queue, visible_at, enqueued_at, body) VALUES (?1, ?2, ?3, ?4)",
        queue,
        (now + delay).UtcTicks,
        now.UtcTicks,
        body);

    public static bool HasVisible(SqliteSession session, string queue, DateTimeOffset now) =>
        session.Scalar("SELECT 1 FROM work WHERE queue = ?1 AND visible_at <= ?2 LIMIT 1", queue, now.UtcTicks) is not null;

    public static IReadOnlyList<WorkMessage> Receive(
        SqliteSession session, string queue, int max, DateTimeOffset now, TimeSpan visibility, int maxDequeueCount)
    {
        var received = new List<WorkMessage>();
        foreach (var message in Visible(session, queue, max, now))
        {
            if (message.DequeueCount > maxDequeueCount)
            {
                Enqueue(session, queue + WorkLimits.PoisonSuffix, Encoding.UTF8.GetBytes(message.Body), now, TimeSpan.Zero);
                session.Execute("DELETE FROM work WHERE id = ?1", Id(message));
            }
            else
            {
                session.Execute(
                    "UPDATE work SET visible_at = ?2, dequeue_count = dequeue_count + 1, receipt = receipt + 1 WHERE id = ?1",
                    Id(message),
                    (now + visibility).UtcTicks);
                received.Add(message);
            }
        }

        return received;
    }

    public static bool Complete(SqliteSession session, long id, long receipt) =>
        session.Execute("DELETE FROM work WHERE id = ?1 AND receipt = ?2", id, receipt) == 1;

    public static bool Hide(SqliteSession session, long id, long receipt, DateTimeOffset until) => session.Execute(
        "UPDATE work SET visible_at = ?3, receipt = receipt + 1 WHERE id = ?1 AND receipt = ?2", id, receipt, until.UtcTicks) == 1;

    public static int Length(SqliteSession session, string queue) =>
        Convert.ToInt32(session.Scalar("SELECT count(*) FROM work WHERE queue = ?1", queue), CultureInfo.InvariantCulture);

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The messages that can be received now, as this delivery will have them.</summary>
    private static List<WorkMessage> Visible(SqliteSession session, string queue, int max, DateTimeOffset now)
    {
        using var reader = session.Query(
            "SELECT id, receipt + 1, body, dequeue_count + 1, enqueued_at FROM work "
            + "WHERE queue = ?1 AND visible_at <= ?2 ORDER BY visible_at, id LIMIT ?3",
            queue,
            now.UtcTicks,
            (long)max);
        var messages = new List<WorkMessage>();
        while (reader.Read())
        {
            messages.Add(new WorkMessage(
                queue,
                Text(reader.GetInt64(0)),
                Text(reader.GetInt64(1)),
                Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(2)),
                reader.GetInt32(3),
                new DateTimeOffset(reader.GetInt64(4), TimeSpan.Zero)));
        }

        return messages;
    }

    private static long Id(WorkMessage message) => long.Parse(message.Id, CultureInfo.InvariantCulture);
}
