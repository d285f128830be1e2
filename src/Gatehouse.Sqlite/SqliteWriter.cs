using Microsoft.Data.Sqlite;

namespace Gatehouse.Sqlite;

/// <summary>
/// Runs all writes of this process on one thread. Writes that came while the last commit went to the disk share the next one,
/// so that under load a disk flush serves many of them.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int Waiting = 1024;
    private const int PerCommit = 128;

    private readonly SqliteSession _session;
    private readonly string _path;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _room = new(Waiting);
    private readonly Queue<WriteRequest> _requests = new();
    private bool _closing;

    public SqliteWriter(SqliteSession session, string path)
    {
        _session = session;
        _path = path;
        _thread = new Thread(Run) { IsBackground = true, Name = "SQLite writer" };
        _thread.Start();
    }

    public async Task<T> RunAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            var request = new WriteRequest<T>(write);
            Add(request);
            await using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((WriteRequest)state!).TryCancel(token), request);
            return await request.Result;
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose()
    {
        lock (_requests)
        {
            _closing = true;
            Monitor.Pulse(_requests);
        }

        _thread.Join();
        _session.Dispose();
    }

    private void Add(WriteRequest request)
    {
        lock (_requests)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(SqliteDatabase));
            _requests.Enqueue(request);
            Monitor.Pulse(_requests);
        }
    }

    private void Run()
    {
        var batch = new List<WriteRequest>(PerCommit);
        while (Take(batch))
            Commit(batch);
    }

    private bool Take(List<WriteRequest> batch)
    {
        batch.Clear();
        lock (_requests)
        {
            while (_requests.Count == 0)
            {
                if (_closing)
                    return false;

                Monitor.Wait(_requests);
            }

            while (batch.Count < PerCommit && _requests.TryDequeue(out var request))
            {
                if (request.TryStart())
                    batch.Add(request);
            }

            return true;
        }
    }

    private void Commit(List<WriteRequest> batch)
    {
        if (batch.Count == 0 || !TryBegin(batch))
            return;

        var error = TryRun(batch);
        if (error is null)
        {
            foreach (var request in batch)
                request.Succeed();
        }
        else if (batch.Count == 1)
        {
            batch[0].Fail(error);
        }
        else
        {
            // One of them failed them all: each gets a transaction of its own.
            foreach (var request in batch)
                Commit([request]);
        }
    }

    private bool TryBegin(List<WriteRequest> batch)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (Exception error)
        {
            foreach (var request in batch)
                request.Fail(Translate(error));

            return false;
        }
    }

    private Exception? TryRun(List<WriteRequest> batch)
    {
        try
        {
            foreach (var request in batch)
                request.Run(_session);

            _session.Execute("COMMIT");
            return null;
        }
        catch (Exception error)
        {
            return TryRollBack() ?? Translate(error);
        }
    }

    private Exception? TryRollBack()
    {
        try
        {
            if (_session.InTransaction)
                _session.Execute("ROLLBACK");

            return null;
        }
        catch (SqliteException error)
        {
            return Translate(error);
        }
    }

    private Exception Translate(Exception error) => error is SqliteException sqlite ? SqliteErrors.Translate(sqlite, _path) : error;
}
