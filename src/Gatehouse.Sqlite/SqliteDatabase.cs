using System.Collections.Concurrent;
using System.Globalization;
using Gatehouse.State;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Sqlite;

/// <summary>
/// One SQLite file in WAL mode, shared by the stores on it and by other processes on the same machine (not over a network share).
/// Reads run on the caller's thread and never wait for a writer; writes run on a thread of their own, and a write that returned
/// is on the disk (<c>synchronous=FULL</c>).
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    private const int IdleReaders = 16;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<SqliteSession> _readers = new();
    private readonly SqliteWriter _writer;
    private readonly TimeSpan _longestWait;
    private volatile bool _disposed;

    private SqliteDatabase(string path, IReadOnlyList<string> steps, TimeSpan longestWait)
    {
        Path = path;
        _longestWait = longestWait;
        _writer = new SqliteWriter(OpenMigrated(steps), path);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens the file, created with owner-only permissions when absent, and brings its schema up to date.
    /// Blocks while other processes do the same, at most a few seconds.
    /// </summary>
    /// <exception cref="StateStoreException">The file cannot be used, or a newer program wrote it.</exception>
    public static SqliteDatabase Open(string path) => Open(path, SqliteSchema.Steps, LongestWait);

    internal static SqliteDatabase Open(string path, IReadOnlyList<string> steps, TimeSpan longestWait)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            OwnerOnly.CreateFolder(System.IO.Path.GetDirectoryName(full)!);
            OwnerOnly.CreateFile(full);
            return new SqliteDatabase(full, steps, longestWait);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StateStoreException($"The database {full} cannot be created: {error.Message}", isTransient: false, error);
        }
    }

    /// <summary>Finishes the writes that wait and closes the file.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        _writer.Dispose();
        CloseIdleReaders();
    }

    /// <summary>Runs a read on the calling thread. The arguments are handed through so that the function needs no closure.</summary>
    internal T Read<TArguments, T>(TArguments arguments, Func<SqliteSession, TArguments, T> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SqliteSession? session = null;
        try
        {
            session = _readers.TryDequeue(out var idle) ? idle : OpenReader();
            var result = read(session, arguments);
            Return(session);
            return result;
        }
        catch (Exception error)
        {
            session?.Dispose();
            if (error is SqliteException sqlite)
                throw SqliteErrors.Translate(sqlite, Path);

            throw;
        }
    }

    /// <summary>
    /// Runs a write in a transaction and returns once it is on the disk. The function may run twice: first in a transaction that it
    /// shares with other writes, then, when that one failed, in its own. Cancellation counts until the function starts.
    /// </summary>
    internal Task<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) =>
        _writer.RunAsync(write, cancellationToken);

    private void Return(SqliteSession session)
    {
        if (_readers.Count >= IdleReaders)
            session.Dispose();
        else
            _readers.Enqueue(session);

        if (_disposed)
            CloseIdleReaders();
    }

    private void CloseIdleReaders()
    {
        while (_readers.TryDequeue(out var session))
            session.Dispose();
    }

    private SqliteSession OpenMigrated(IReadOnlyList<string> steps)
    {
        var session = OpenSession();
        try
        {
            // Looks before it touches: a newer file stays as it is.
            if (SqliteSchema.IsBehind(session, steps, Path))
                session.Execute("PRAGMA page_size = 8192");

            session.Scalar("PRAGMA journal_mode = WAL");
            session.Execute("PRAGMA synchronous = FULL");
            session.Scalar("PRAGMA journal_size_limit = 67108864");
            SqliteSchema.Migrate(session, steps, Path);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private SqliteSession OpenReader()
    {
        var session = OpenSession();
        session.Execute("PRAGMA query_only = ON");
        return session;
    }

    private SqliteSession OpenSession()
    {
        // Sessions are kept and pooled here with their prepared statements, which the provider's pool would drop.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Pooling = false,
            DefaultTimeout = 1,
        }.ConnectionString);
        var session = new SqliteSession(connection);
        try
        {
            connection.Open();

            // SQLite waits with growing pauses of milliseconds; the provider, left to itself, looks every 150 ms.
            session.Scalar(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)_longestWait.TotalMilliseconds}"));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
