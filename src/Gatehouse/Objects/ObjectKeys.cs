using Gatehouse.Errors;
using Gatehouse.Indexes;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Vendors;

namespace Gatehouse.Objects;

/// <summary>The keys that callers give objects: one is for one object, and for the content that it was asked for with.</summary>
/// <param name="noun">What the objects are called.</param>
/// <param name="index">Where keys are.</param>
/// <param name="calls">Know what became of creates.</param>
/// <param name="fingerprints">Recognises content.</param>
/// <param name="time">The clock.</param>
internal sealed class ObjectKeys(string noun, ObjectIndex index, VendorCalls calls, Fingerprints fingerprints, TimeProvider time)
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromMinutes(10);

    /// <summary>Who has a key; <see langword="null"/> where nobody has, or whoever had it came to nothing.</summary>
    /// <exception cref="HubException"><c>key_in_use</c>: it was given with other content.</exception>
    public async Task<KeyRecord?> FindAsync(string facility, string key, byte[] content, CancellationToken cancellationToken)
    {
        if (await index.FindKeyAsync(facility, key, cancellationToken) is not { } found)
            return null;
        if (await HasContentAsync(found.Value, content, cancellationToken))
            return found.Value;
        if (!await IsAbandonedAsync(found.Value, cancellationToken))
            throw KeyInUse(key, found.Value);

        await index.ReleaseKeyAsync(facility, key, found.Value.OperationId, cancellationToken);
        return null;
    }

    /// <summary>Takes a key, or finds who took it with the same content.</summary>
    /// <exception cref="HubException"><c>key_in_use</c> or <c>request_in_flight</c>.</exception>
    public async Task<KeyRecord> ClaimAsync(string facility, string key, byte[] content, string operationId, CancellationToken cancellationToken)
    {
        var record = new KeyRecord
        {
            OperationId = operationId,
            ClaimedAt = time.GetUtcNow(),
            Fingerprints = [await fingerprints.OfAsync(content, cancellationToken)],
        };
        if (await index.ClaimKeyAsync(facility, key, record, cancellationToken))
            return record;

        var found = await index.FindKeyAsync(facility, key, cancellationToken) ?? throw StillInFlight();
        return await HasContentAsync(found.Value, content, cancellationToken) ? found.Value : throw KeyInUse(key, found.Value);
    }

    /// <summary>Gives a key back after a create that failed, if nothing was made and nothing is left to find.</summary>
    public async Task GiveUpAsync(string facility, string key, KeyRecord record, CancellationToken cancellationToken)
    {
        if (!await calls.IsRecordedAsync(record.OperationId, cancellationToken))
            await index.ReleaseKeyAsync(facility, key, record.OperationId, cancellationToken);
    }

    /// <summary>Frees the key of a create whose outcome stayed unknown. Returns <see langword="false"/> when it is not one.</summary>
    public async Task<bool> FreeAsync(string facility, string key, CancellationToken cancellationToken)
    {
        if (await index.FindKeyAsync(facility, key, cancellationToken) is not { Value: { Id: null } record }
            || !await calls.GiveUpAsync(record.OperationId, cancellationToken))
            return false;

        await index.ReleaseKeyAsync(facility, key, record.OperationId, cancellationToken);
        return true;
    }

    /// <summary>Remembers content that the object was given later beside what it was created with.</summary>
    public async Task RememberAsync(StateDocument<KeyRecord> known, byte[] content, CancellationToken cancellationToken)
    {
        var fingerprint = await fingerprints.OfAsync(content, cancellationToken);
        if (!known.Value.Fingerprints.Contains(fingerprint))
            await index.ReplaceKeyAsync(known, known.Value with { Fingerprints = [known.Value.Fingerprints[0], fingerprint] }, cancellationToken);
    }

    private async Task<bool> HasContentAsync(KeyRecord record, byte[] content, CancellationToken cancellationToken)
    {
        foreach (var fingerprint in record.Fingerprints)
        {
            if (await fingerprints.MatchesAsync(fingerprint, content, cancellationToken))
                return true;
        }

        return false;
    }

    // A process that died between the vendor's refusal and giving up the key leaves it without an operation.
    private async Task<bool> IsAbandonedAsync(KeyRecord record, CancellationToken cancellationToken) =>
        record.Id is null
        && record.ClaimedAt + AbandonedAfter < time.GetUtcNow()
        && !await calls.IsRecordedAsync(record.OperationId, cancellationToken);

    private HubException KeyInUse(string key, KeyRecord record) => new(
        HubErrorKind.Conflict, "key_in_use",
        $"The key '{key}' belongs to {(record.Id is null ? $"another {noun} that is being created" : $"{noun} {record.Id}")} with other content. "
        + $"PATCH or PUT key:{key} changes it.");

    private HubException StillInFlight() => new(
        HubErrorKind.InFlight, "request_in_flight", $"The {noun} with this key is being created. Ask again.", TimeSpan.FromSeconds(2));
}
