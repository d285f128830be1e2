using System.Globalization;
using Gatehouse.State;

namespace Gatehouse.Sqlite;

/// <summary>
/// The steps that made the schema what it is. Step n leads from version n to n + 1; the version is the file's <c>user_version</c>.
/// A published step is never edited: what changes is a new step at the end.
/// </summary>
internal static class SqliteSchema
{
    // Keys are bytes whose order is the ordinal order of the text; times are .NET ticks, UTC.
    // Ids of messages never repeat (AUTOINCREMENT), so that an old receipt cannot meet a new message.
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE state (
            table_name    TEXT NOT NULL,
            partition_key BLOB NOT NULL,
            row_key       BLOB NOT NULL,
            etag          BLOB NOT NULL,
            body          BLOB NOT NULL,
            PRIMARY KEY (table_name, partition_key, row_key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE work (
            id            INTEGER PRIMARY KEY AUTOINCREMENT,
            queue         TEXT NOT NULL,
            visible_at    INTEGER NOT NULL,
            enqueued_at   INTEGER NOT NULL,
            dequeue_count INTEGER NOT NULL DEFAULT 0,
            receipt       INTEGER NOT NULL DEFAULT 0,
            body          BLOB NOT NULL
        ) STRICT;

        CREATE INDEX work_visible ON work (queue, visible_at);
        """,
    ];

    /// <summary>Whether the file still needs a step.</summary>
    /// <exception cref="StateStoreException">A newer program wrote the file.</exception>
    public static bool IsBehind(SqliteSession session, IReadOnlyList<string> steps, string path)
    {
        var version = Version(session);
        if (version > steps.Count)
        {
            throw new StateStoreException(
                $"The database {path} has schema version {version}; this program knows versions up to {steps.Count}. "
                + "Run the newer program that wrote it, or restore a copy made before that program first ran.",
                isTransient: false);
        }

        return version < steps.Count;
    }

    /// <summary>Takes the steps that are missing, all or none. Several processes may try at once.</summary>
    public static void Migrate(SqliteSession session, IReadOnlyList<string> steps, string path)
    {
        if (!IsBehind(session, steps, path))
            return;

        session.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have migrated while this one waited for the lock.
            if (IsBehind(session, steps, path))
            {
                foreach (var step in steps.Skip(Version(session)))
                    session.Execute(step);

                session.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {steps.Count}"));
            }

            session.Execute("COMMIT");
        }
        catch
        {
            if (session.InTransaction)
                session.Execute("ROLLBACK");

            throw;
        }
    }

    private static int Version(SqliteSession session) =>
        Convert.ToInt32(session.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
}
