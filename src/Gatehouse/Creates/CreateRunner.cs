using Gatehouse.Errors;
using Gatehouse.Json;
using Gatehouse.State;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Creates;

/// <summary>
/// Runs creates so that none is done twice. Each is written down before the vendor is called; who does not hold its lease does not call.
/// After an unknown outcome what it made is searched at once, and again after <see cref="SettleTime"/>; only then is the call repeated.
/// </summary>
/// <param name="store">Where creates are written down.</param>
/// <param name="time">The clock of leases and the settle time.</param>
/// <param name="logger">Tells of unknown outcomes.</param>
public sealed partial class CreateRunner(IStateStore store, TimeProvider time, ILogger<CreateRunner> logger)
{
    /// <summary>How long a vendor may take until what it made shows up in a search.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromMinutes(2);

    private const string Table = "Operations";
    private readonly StateTable<CreateRecord> _records = new(store, Table, GatehouseJson.Default.CreateRecord);

    /// <summary>Runs a create, or goes on with an earlier try of it.</summary>
    /// <exception cref="VendorException">The vendor refused it; nothing was made.</exception>
    /// <exception cref="HubException">An earlier try is under way, or the outcome cannot be known yet.</exception>
    public async Task<TResult> RunAsync<TResult>(CreateRun<TResult> run, CancellationToken cancellationToken)
        where TResult : class
    {
        var key = RecordKey(run.Id);
        if (await _records.GetAsync(key, cancellationToken) is { } earlier)
            return await ResumeAsync(run, earlier, cancellationToken);

        var baseline = run.Baseline is null ? null : await run.Baseline();
        var record = Started(run, new CreateRecord
        {
            Operation = run.Operation,
            Facility = run.Facility,
            State = CreateState.Running,
            Baseline = baseline,
            LeaseUntil = default,
            CalledUntil = default,
            CreatedAt = time.GetUtcNow(),
        });
        if (await _records.InsertAsync(key, record, cancellationToken) is { } etag)
            return await CallAsync(run, new StateDocument<CreateRecord>(key, record, etag), cancellationToken);

        throw InFlight(record);
    }

    /// <summary>Whether a create is written down: it succeeded, is under way, or its outcome is unknown.</summary>
    public async Task<bool> IsRecordedAsync(string id, CancellationToken cancellationToken) =>
        await _records.GetAsync(RecordKey(id), cancellationToken) is not null;

    /// <summary>The vendor's id of what a create made; <see langword="null"/> when it is not known to have made anything.</summary>
    public async Task<string?> FindResultAsync(string id, CancellationToken cancellationToken) =>
        (await _records.GetAsync(RecordKey(id), cancellationToken))?.Value.ResultId;

    /// <summary>
    /// Forgets a create whose outcome stayed unknown beyond <see cref="SettleTime"/>, or that was never sent.
    /// Returns <see langword="false"/> for one that succeeded, is under way or may still show up.
    /// </summary>
    public async Task<bool> GiveUpAsync(string id, CancellationToken cancellationToken)
    {
        if (await _records.GetAsync(RecordKey(id), cancellationToken) is not { } found)
            return true;

        var now = time.GetUtcNow();
        var mayShowUp = found.Value.State == CreateState.Succeeded || found.Value.LeaseUntil > now || found.Value.CalledUntil + SettleTime > now;
        return !mayShowUp && await _records.DeleteAsync(found.Key, found.ETag, cancellationToken);
    }

    /// <summary>Forgets creates that succeeded and began before a time, and returns how many. Others may still have to be found.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _records.PruneAsync(record => record.State == CreateState.Succeeded && record.CreatedAt < before, cancellationToken);

    private static StateKey RecordKey(string id) => new(id, "operation");

    private async Task<TResult> ResumeAsync<TResult>(
        CreateRun<TResult> run, StateDocument<CreateRecord> earlier, CancellationToken cancellationToken)
        where TResult : class
    {
        if (earlier.Value is { State: CreateState.Succeeded, ResultId: { } id })
            return await run.Load(id);
        if (earlier.Value.State == CreateState.Running && earlier.Value.LeaseUntil > time.GetUtcNow())
            throw InFlight(earlier.Value);
        if (run.Search is null)
            throw NeverKnown(run);

        var record = earlier.Value with { State = CreateState.Running, LeaseUntil = time.GetUtcNow() + run.Lease };
        if (await _records.ReplaceAsync(earlier.Key, record, earlier.ETag, cancellationToken) is not { } etag)
            throw InFlight(record);

        var taken = new StateDocument<CreateRecord>(earlier.Key, record, etag);
        TResult? found;
        try
        {
            found = await run.Search(record.Baseline);
        }
        catch (VendorException exception)
        {
            await SaveAsync(taken, record with { State = CreateState.Unknown, LeaseUntil = default }, cancellationToken);
            throw exception.Error.Kind == VendorErrorKind.Conflict
                ? NeverKnown(run, exception)
                : NotSettled(exception.Error.RetryAfter ?? TimeSpan.FromSeconds(10), exception);
        }

        if (found is not null)
            return await SucceedAsync(run, taken, found, cancellationToken);

        var settled = record.CalledUntil + SettleTime;
        if (settled > time.GetUtcNow())
        {
            await SaveAsync(taken, record with { State = CreateState.Unknown, LeaseUntil = default }, cancellationToken);
            throw NotSettled(settled - time.GetUtcNow());
        }

        var again = Started(run, record);
        return await _records.ReplaceAsync(taken.Key, again, taken.ETag, cancellationToken) is { } renewed
            ? await CallAsync(run, new StateDocument<CreateRecord>(taken.Key, again, renewed), cancellationToken)
            : throw InFlight(record);
    }

    private async Task<TResult> CallAsync<TResult>(
        CreateRun<TResult> run, StateDocument<CreateRecord> started, CancellationToken cancellationToken)
        where TResult : class
    {
        try
        {
            return await SucceedAsync(run, started, await run.Call(), cancellationToken);
        }
        catch (VendorException exception) when (!exception.Error.EffectUnknown)
        {
            await _records.DeleteAsync(started.Key, started.ETag, cancellationToken);
            throw;
        }
        catch (VendorException exception)
        {
            LogUnknown(logger, run.Facility, run.Operation, run.Id, exception.Error.Kind);
            var called = started.Value with { CalledUntil = time.GetUtcNow() };
            if (await FindAsync(run, called.Baseline) is { } found)
                return await SucceedAsync(run, started with { Value = called }, found, cancellationToken);

            await SaveAsync(started, called with { State = CreateState.Unknown, LeaseUntil = default }, cancellationToken);
            throw run.Search is null ? NeverKnown(run, exception) : NotSettled(SettleTime, exception);
        }
    }

    private async Task<TResult?> FindAsync<TResult>(CreateRun<TResult> run, string? baseline)
        where TResult : class
    {
        if (run.Search is null)
            return null;

        try
        {
            return await run.Search(baseline);
        }
        catch (VendorException exception)
        {
            LogSearchFailed(logger, run.Facility, run.Operation, run.Id, exception.Error.Kind);
            return null;
        }
    }

    private async Task<TResult> SucceedAsync<TResult>(
        CreateRun<TResult> run, StateDocument<CreateRecord> record, TResult result, CancellationToken cancellationToken)
        where TResult : class
    {
        var done = record.Value with { State = CreateState.Succeeded, ResultId = run.IdOf(result), LeaseUntil = default, Baseline = null };
        await SaveAsync(record, done, cancellationToken);
        return result;
    }

    // A lost lease means that somebody else goes on with the create; what they write stands.
    private async Task SaveAsync(StateDocument<CreateRecord> record, CreateRecord value, CancellationToken cancellationToken)
    {
        if (await _records.ReplaceAsync(record.Key, value, record.ETag, cancellationToken) is null)
            LogLeaseLost(logger, value.Facility, value.Operation, record.Key.Partition);
    }

    private CreateRecord Started<TResult>(CreateRun<TResult> run, CreateRecord record)
        where TResult : class
    {
        var until = time.GetUtcNow() + run.Lease;
        return record with { State = CreateState.Running, LeaseUntil = until, CalledUntil = until };
    }

    private HubException InFlight(CreateRecord record)
    {
        var left = record.LeaseUntil - time.GetUtcNow();
        return new HubException(
            HubErrorKind.InFlight, "request_in_flight", "The same create is being worked on. Ask again to get its outcome.",
            left > TimeSpan.FromSeconds(1) && left < TimeSpan.FromSeconds(5) ? left : TimeSpan.FromSeconds(2));
    }

    private static HubException NotSettled(TimeSpan left, Exception? cause = null) => new(
        HubErrorKind.OutcomeUnknown, "outcome_unknown",
        "The vendor did not say whether it did it, and nothing is to be found yet. Send the same request, with the same key or Idempotency-Key, "
        + "after the wait: it is looked for once more, and only then repeated. Without such a key, look for it in the list before you send it again.",
        left,
        cause);

    private static HubException NeverKnown<TResult>(CreateRun<TResult> run, Exception? cause = null)
        where TResult : class => new(
        HubErrorKind.Conflict, "outcome_never_known",
        $"The vendor did not say whether it did it, and there is no way to find out. {cause?.Message} Look at the vendor; operation {run.Id}. "
        + "Where it was given a key, DELETE key:{key} frees that key.",
        innerException: cause);

    [LoggerMessage(10, LogLevel.Warning, "{Facility}: the outcome of {Operation} {OperationId} is unknown ({Kind}); looking for it.")]
    private static partial void LogUnknown(ILogger logger, string facility, string operation, string operationId, VendorErrorKind kind);

    [LoggerMessage(11, LogLevel.Warning, "{Facility}: the search for {Operation} {OperationId} failed ({Kind}).")]
    private static partial void LogSearchFailed(ILogger logger, string facility, string operation, string operationId, VendorErrorKind kind);

    [LoggerMessage(12, LogLevel.Warning, "{Facility}: the lease of {Operation} {OperationId} passed to another try.")]
    private static partial void LogLeaseLost(ILogger logger, string facility, string operation, string operationId);
}
