namespace Gatehouse.Sqlite;

/// <summary>A write on its way to the disk: waiting, then either cancelled or started.</summary>
internal abstract class WriteRequest
{
    private int _left;

    /// <summary>Claims the request for running; <see langword="false"/> when it was cancelled.</summary>
    public bool TryStart() => Interlocked.Exchange(ref _left, 1) == 0;

    public void TryCancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            Cancel(cancellationToken);
    }

    public abstract void Run(SqliteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception error);

    protected abstract void Cancel(CancellationToken cancellationToken);
}

/// <summary>A write with its result, which the caller gets only after the commit.</summary>
internal sealed class WriteRequest<T>(Func<SqliteSession, T> write) : WriteRequest
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Result => _completion.Task;

    public override void Run(SqliteSession session) => _result = write(session);

    public override void Succeed() => _completion.SetResult(_result!);

    public override void Fail(Exception error) => _completion.SetException(error);

    protected override void Cancel(CancellationToken cancellationToken) => _completion.SetCanceled(cancellationToken);
}
