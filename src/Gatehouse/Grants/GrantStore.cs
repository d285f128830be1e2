using System.Globalization;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Security;
using Gatehouse.State;

namespace Gatehouse.Grants;

/// <summary>Grants and their targets: the table Grants, a partition for each grant; GrantIndex finds them.</summary>
/// <param name="store">Where they are.</param>
/// <param name="protector">Encrypts what vendors returned.</param>
public sealed class GrantStore(IStateStore store, DataProtector protector)
{
    /// <summary>The table of grants.</summary>
    public const string Table = "Grants";

    /// <summary>The table of where grants are found.</summary>
    internal const string IndexTable = "GrantIndex";

    private const string GrantRowName = "grant";
    private const string TargetPrefix = "target:";
    private const string ListPartition = "list";
    private readonly StateTable<GrantRow> _grants = new(store, Table, GatehouseJson.Default.GrantRow);
    private readonly StateTable<TargetRow> _targets = new(store, Table, GatehouseJson.Default.TargetRow);
    private readonly StateTable<GrantIndexRow> _index = new(store, IndexTable, GatehouseJson.Default.GrantIndexRow);

    /// <summary>Reads a grant with its targets; <see langword="null"/> when there is none.</summary>
    public async Task<GrantDocument?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await _grants.GetAsync(new StateKey(id, GrantRowName), cancellationToken) is not { } grant)
            return null;

        var targets = new List<StateDocument<TargetRow>>();
        await foreach (var target in _targets.QueryAsync(StateRange.WithPrefix(id, TargetPrefix), cancellationToken))
            targets.Add(target);
        return new GrantDocument(grant, targets);
    }

    /// <summary>Reads a grant and one of its targets; <see langword="null"/> when either is not there.</summary>
    public async Task<(GrantRow Grant, StateDocument<TargetRow> Target)?> FindTargetAsync(string id, int number, CancellationToken cancellationToken)
    {
        var grant = await _grants.GetAsync(new StateKey(id, GrantRowName), cancellationToken);
        var target = await _targets.GetAsync(TargetKey(id, number), cancellationToken);
        return grant is null || target is null ? null : (grant.Value, target);
    }

    /// <summary>Reads a grant's row.</summary>
    public Task<StateDocument<GrantRow>?> FindGrantAsync(string id, CancellationToken cancellationToken) =>
        _grants.GetAsync(new StateKey(id, GrantRowName), cancellationToken);

    /// <summary>Reads one of a grant's targets; <see langword="null"/> when it is not there.</summary>
    public Task<StateDocument<TargetRow>?> FindTargetRowAsync(string id, int number, CancellationToken cancellationToken) =>
        _targets.GetAsync(TargetKey(id, number), cancellationToken);

    /// <summary>Takes a key for a grant, or reads who has it. <see langword="null"/> when it was taken now.</summary>
    public async Task<GrantIndexRow?> ClaimKeyAsync(string key, GrantIndexRow row, CancellationToken cancellationToken)
    {
        var place = KeyRow(key);
        return await _index.InsertAsync(place, row, cancellationToken) is not null
            ? null
            : (await _index.GetAsync(place, cancellationToken))?.Value;
    }

    /// <summary>Who has a key.</summary>
    public async Task<GrantIndexRow?> FindKeyRowAsync(string key, CancellationToken cancellationToken) =>
        (await _index.GetAsync(KeyRow(key), cancellationToken))?.Value;

    /// <summary>The grant with a key.</summary>
    public async Task<string?> FindKeyAsync(string key, CancellationToken cancellationToken) => (await FindKeyRowAsync(key, cancellationToken))?.Grant;

    /// <summary>Writes a new grant. It is there with its last write, which holds the grant's own row. Returns <see langword="false"/> when it is there already.</summary>
    public async Task<bool> AddAsync(GrantRow grant, IReadOnlyList<TargetRow> targets, CancellationToken cancellationToken)
    {
        await IndexAsync(grant, targets.Select(target => target.Facility), cancellationToken);
        var last = StateLimits.BatchRows - 1;
        foreach (var part in targets.Skip(last).Chunk(StateLimits.BatchRows))
        {
            // Rows of another try for the same grant stay: it may be worked already.
            if (!await store.BatchAsync(Table, grant.Id, [.. part.Select(target => Change(grant.Id, target, null))], cancellationToken))
            {
                foreach (var target in part)
                    await _targets.InsertAsync(TargetKey(grant.Id, target.Number), target, cancellationToken);
            }
        }

        return await store.BatchAsync(
            Table,
            grant.Id,
            [.. targets.Take(last).Select(target => Change(grant.Id, target, null)), StateChange.Insert(GrantRowName, _grants.Write(grant))],
            cancellationToken);
    }

    /// <summary>Writes where a grant is found. An entry without its grant is passed over.</summary>
    public async Task IndexAsync(GrantRow grant, IEnumerable<string> facilities, CancellationToken cancellationToken)
    {
        var index = new GrantIndexRow(grant.Id, [.. facilities.Distinct(StringComparer.Ordinal)]);
        var row = PlaceOf(grant);
        await _index.PutAsync(new StateKey(ListPartition, row), index, cancellationToken);
        foreach (var partition in SubjectPartitions(grant.Subject))
            await _index.PutAsync(new StateKey(partition, row), index, cancellationToken);
    }

    /// <summary>Where a grant is in the lists; an entry elsewhere was left by a try that did not come to its end.</summary>
    internal static string PlaceOf(GrantRow grant) => $"{InvertedTime.KeyOf(grant.CreatedAt)}:{grant.Id}";

    /// <summary>Writes that an event of the whole grant was told, with the event. Returns <see langword="false"/> when the grant changed meanwhile.</summary>
    public Task<bool> TellAsync(StateDocument<GrantRow> read, GrantRow grant, HubEvent hubEvent, CancellationToken cancellationToken) => store.BatchAsync(
        Table, grant.Id, [StateChange.Replace(GrantRowName, _grants.Write(grant), read.ETag), Outbox.Add(hubEvent)], cancellationToken);

    /// <summary>Writes a grant's row and some of its targets, at most 99, if none changed meanwhile. Returns <see langword="false"/> when one did.</summary>
    public Task<bool> ReplaceAsync(
        StateDocument<GrantRow> read,
        GrantRow grant,
        IReadOnlyList<(TargetRow Target, string? ETag)> targets,
        CancellationToken cancellationToken) => store.BatchAsync(
            Table,
            grant.Id,
            [
                StateChange.Replace(GrantRowName, _grants.Write(grant), read.ETag),
                .. targets.Select(target => Change(grant.Id, target.Target, target.ETag)),
            ],
            cancellationToken);

    /// <summary>Writes a target that has not changed since it was read. <see langword="null"/> when it has changed.</summary>
    public async Task<StateDocument<TargetRow>?> SaveAsync(StateDocument<TargetRow> read, TargetRow target, CancellationToken cancellationToken) =>
        await _targets.ReplaceAsync(read.Key, target, read.ETag, cancellationToken) is { } etag ? new StateDocument<TargetRow>(read.Key, target, etag) : null;

    /// <summary>Writes a target that has not changed since it was read, with its events. Returns <see langword="false"/> when it has changed.</summary>
    public async Task<bool> SaveAsync(
        StateDocument<TargetRow> read, TargetRow target, IReadOnlyList<HubEvent> events, CancellationToken cancellationToken) => events.Count == 0
            ? await SaveAsync(read, target, cancellationToken) is not null
            : await store.BatchAsync(
                Table, read.Key.Partition, [Change(read.Key.Partition, target, read.ETag), .. events.Select(Outbox.Add)], cancellationToken);

    /// <summary>The events of grants that are not in the log yet.</summary>
    public EventOutbox Outbox { get; } = new(store, Table);

    /// <summary>The grants of a subject's key.</summary>
    public IAsyncEnumerable<StateDocument<GrantIndexRow>> OfSubjectAsync(string key, string? after, CancellationToken cancellationToken) =>
        _index.QueryAsync(After("s:" + key, after), cancellationToken);

    /// <summary>The grants of an e-mail address.</summary>
    public IAsyncEnumerable<StateDocument<GrantIndexRow>> OfEmailAsync(string email, string? after, CancellationToken cancellationToken) =>
        _index.QueryAsync(After(EmailPartition(email), after), cancellationToken);

    /// <summary>All grants, the latest first, from a position on.</summary>
    /// <param name="after">The row key of the last one seen; <see langword="null"/> to begin.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<StateDocument<GrantIndexRow>> LatestAsync(string? after, CancellationToken cancellationToken) =>
        _index.QueryAsync(After(ListPartition, after), cancellationToken);

    /// <summary>Encrypts what a vendor holds, for a target's row.</summary>
    public async Task<TargetHold> SealAsync(string grant, int number, string marker, AccessRecord record, CancellationToken cancellationToken)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(record, GatehouseJson.Default.AccessRecord);
        return new TargetHold(
            record.Id, record.Window, marker, await protector.ProtectAsync(Table, TargetKey(grant, number), plain, cancellationToken));
    }

    /// <summary>What a vendor holds, with its credentials.</summary>
    public async Task<AccessRecord> OpenAsync(string grant, int number, TargetHold hold, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(
            await protector.UnprotectAsync(Table, TargetKey(grant, number), hold.Record, cancellationToken), GatehouseJson.Default.AccessRecord)
        ?? throw new StateStoreException($"Target {number} of grant {grant} holds no access.", false);

    private static StateRange After(string partition, string? row) => StateRange.Between(partition, row is null ? null : row + "\0", null);

    private static StateKey TargetKey(string grant, int number) =>
        new(grant, string.Create(CultureInfo.InvariantCulture, $"{TargetPrefix}{number:D4}"));

    private static StateKey KeyRow(string key) => new("k:" + key, "grant");

    private static string EmailPartition(string email) => "e:" + email.Trim().ToUpperInvariant();

    private static IEnumerable<string> SubjectPartitions(GrantSubject subject)
    {
        if (subject.Key is { } key)
            yield return "s:" + key;
        if (subject.Email is { } email)
            yield return EmailPartition(email);
    }

    private StateChange Change(string grant, TargetRow target, string? etag)
    {
        var row = TargetKey(grant, target.Number).Row;
        return etag is null ? StateChange.Insert(row, _targets.Write(target)) : StateChange.Replace(row, _targets.Write(target), etag);
    }
}
