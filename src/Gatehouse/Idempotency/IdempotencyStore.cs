using System.Security.Cryptography;
using System.Text;
using Gatehouse.Json;
using Gatehouse.Security;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Idempotency;

/// <summary>
/// Remembers requests with an Idempotency-Key for <see cref="Retention"/>, so that each is done once however often it is sent.
/// A request is claimed by a lease before it is done. A claim whose lease lapsed is taken over with the same operation, which then resumes.
/// </summary>
/// <param name="store">Where requests are written down.</param>
/// <param name="fingerprints">Recognises the same request.</param>
/// <param name="protector">Encrypts answers.</param>
/// <param name="time">The clock of leases and retention.</param>
/// <param name="logger">Tells of lost leases.</param>
public sealed partial class IdempotencyStore(
    IStateStore store, Fingerprints fingerprints, DataProtector protector, TimeProvider time, ILogger<IdempotencyStore> logger)
{
    /// <summary>How long a request is remembered, from its first try on.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a try has before another one may go on with it. A facility may allow its vendor longer: then both run, and what they do
    /// is safe to do twice, since a create also holds the lease of its own record.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>The largest body that is kept, in bytes: it is encrypted and then written as base64 within a row.</summary>
    public const int BodyBytes = (StateLimits.BodyBytes - (16 * 1024)) / 4 * 3;

    private const string Table = "Idempotency";
    private const string Row = "request";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private readonly StateTable<IdempotencyRecord> _records = new(store, Table, GatehouseJson.Default.IdempotencyRecord);

    /// <summary>Claims a request.</summary>
    /// <param name="caller">Whose request it is: the same key of two callers are two keys.</param>
    /// <param name="key">The caller's Idempotency-Key.</param>
    /// <param name="request">All that makes the request what it is: method, address and body.</param>
    /// <param name="cancellationToken">Cancels before the claim is written.</param>
    public async Task<IdempotencyClaim> ClaimAsync(string caller, string key, ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var place = new StateKey(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{key}"))), Row);
        while (true)
        {
            var now = time.GetUtcNow();
            var found = await _records.GetAsync(place, cancellationToken);
            IdempotencyRecord record;
            if (found is null || found.Value.CreatedAt + Retention <= now)
            {
                record = new IdempotencyRecord
                {
                    Fingerprint = await fingerprints.OfAsync(request, cancellationToken),
                    OperationId = Guid.CreateVersion7(now).ToString("N"),
                    CreatedAt = now,
                    LeaseUntil = now + Lease,
                };
            }
            else if (!await fingerprints.MatchesAsync(found.Value.Fingerprint, request, cancellationToken))
            {
                return new IdempotencyClaim.Mismatch();
            }
            else if (found.Value.Status is { } status)
            {
                return new IdempotencyClaim.Replay(await AnswerAsync(place, found.Value, status, cancellationToken));
            }
            else if (found.Value.LeaseUntil > now)
            {
                var left = found.Value.LeaseUntil.Value - now;
                return new IdempotencyClaim.InFlight(left < LongestWait ? left : LongestWait);
            }
            else
            {
                record = found.Value with { LeaseUntil = now + Lease };
            }

            var etag = found is null
                ? await _records.InsertAsync(place, record, cancellationToken)
                : await _records.ReplaceAsync(place, record, found.ETag, cancellationToken);
            if (etag is not null)
                return new IdempotencyClaim.Claimed(place.Partition, record, etag);
        }
    }

    /// <summary>
    /// Keeps the final answer of a claimed request, encrypted. A body of more than <see cref="BodyBytes"/> is not kept:
    /// such an answer is replayed without it, and its Location tells where to read it.
    /// </summary>
    public async Task CompleteAsync(IdempotencyClaim.Claimed claim, StoredAnswer answer, CancellationToken cancellationToken)
    {
        var place = new StateKey(claim.Partition, Row);
        var keepsBody = answer.Body.Length is > 0 and <= BodyBytes;
        await SaveAsync(
            claim,
            claim.Record with
            {
                LeaseUntil = null,
                Status = answer.Status,
                Location = answer.Location,
                ContentType = keepsBody ? answer.ContentType : null,
                Body = keepsBody ? await protector.ProtectAsync(Table, place, answer.Body, cancellationToken) : null,
            },
            cancellationToken);
    }

    /// <summary>Gives a claimed request back without a final answer: the next try resumes its operation.</summary>
    public Task ReleaseAsync(IdempotencyClaim.Claimed claim, CancellationToken cancellationToken) =>
        SaveAsync(claim, claim.Record with { LeaseUntil = null }, cancellationToken);

    /// <summary>Forgets requests whose <see cref="Retention"/> is over, and returns how many.</summary>
    public Task<int> PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return _records.PruneAsync(record => record.CreatedAt + Retention <= now && !(record.LeaseUntil > now), cancellationToken);
    }

    // A lost lease means that another try goes on with the request; what it writes stands.
    private async Task SaveAsync(IdempotencyClaim.Claimed claim, IdempotencyRecord record, CancellationToken cancellationToken)
    {
        if (await _records.ReplaceAsync(new StateKey(claim.Partition, Row), record, claim.ETag, cancellationToken) is null)
            LogLeaseLost(logger, claim.OperationId);
    }

    private async Task<StoredAnswer> AnswerAsync(StateKey place, IdempotencyRecord record, int status, CancellationToken cancellationToken) => new(
        status,
        record.ContentType,
        record.Location,
        record.Body is { } body ? await protector.UnprotectAsync(Table, place, body, cancellationToken) : ReadOnlyMemory<byte>.Empty);

    [LoggerMessage(50, LogLevel.Warning, "The lease of the request that runs operation {OperationId} passed to another try.")]
    private static partial void LogLeaseLost(ILogger logger, string operationId);
}
