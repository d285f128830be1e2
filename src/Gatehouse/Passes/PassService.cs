using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Indexes;
using Gatehouse.Model;
using Gatehouse.Security;
using Gatehouse.Visits;

namespace Gatehouse.Passes;

/// <summary>
/// Issues, opens and revokes visitors' passes. A token is 24 bytes that name the pass and its serial, and a signature: so nobody can make one up,
/// and the same pass has the same token for as long as it is not revoked and the key stays.
/// </summary>
/// <param name="store">The passes.</param>
/// <param name="links">Signs tokens.</param>
/// <param name="visits">The visits.</param>
/// <param name="indexes">What the hub keeps of visits: which has a pass.</param>
/// <param name="time">The clock.</param>
public sealed class PassService(PassStore store, SignedLinks links, VisitService visits, ObjectIndexes indexes, TimeProvider time)
{
    private const int IdBytes = 16;
    private const int SerialBytes = 8;
    private const int NameCharacters = 32;
    private static readonly byte[] Nobody = new byte[IdBytes + SerialBytes];

    /// <summary>Issues a grant's pass; the same again while it is good.</summary>
    public async Task<Pass> IssueAsync(GrantRow grant, CancellationToken cancellationToken)
    {
        var draft = new PassRow { Id = IdOfGrant(grant.Id), Grant = grant.Id, Serial = "", IssuedAt = default, EndsAt = grant.Window.To.ToUniversalTime() };
        return await ShowAsync(await IssueAsync(draft, cancellationToken), cancellationToken);
    }

    /// <summary>Issues a visit's pass; the same again while it is good.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<Pass> IssueAsync(string facility, string address, CancellationToken cancellationToken)
    {
        var visit = await visits.GetAsync(facility, address, cancellationToken);
        var draft = new PassRow
        {
            Id = IdOfVisit(facility, visit.Id),
            Facility = facility,
            Visit = visit.Id,
            Serial = "",
            IssuedAt = default,
            EndsAt = visit.Window?.To?.ToUniversalTime(),
        };
        var row = await IssueAsync(draft, cancellationToken);
        await NoteAsync(row, cancellationToken);
        return await ShowAsync(row, cancellationToken);
    }

    /// <summary>The pass of a grant; <see langword="null"/> when none is good.</summary>
    public async Task<Pass?> FindAsync(string grant, CancellationToken cancellationToken) => await GoodAsync(IdOfGrant(grant), cancellationToken);

    /// <summary>The pass of a visit; <see langword="null"/> when none is good.</summary>
    public async Task<Pass?> FindAsync(string facility, string visit, CancellationToken cancellationToken) =>
        await GoodAsync(IdOfVisit(facility, visit), cancellationToken);

    /// <summary>The token of a visit's pass, for a visit that was read with its serial.</summary>
    public async ValueTask<string?> TokenAsync(Visit visit, CancellationToken cancellationToken) =>
        visit.PassSerial is { } serial ? await TokenAsync(IdOfVisit(visit.Facility, visit.Id), serial, cancellationToken) : null;

    /// <summary>The pass with an id, good or not.</summary>
    /// <exception cref="HubException"><c>pass_not_found</c>.</exception>
    public async Task<PassRow> GetAsync(string id, CancellationToken cancellationToken) =>
        (await store.FindAsync(id, cancellationToken))?.Value ?? throw NotFound(id);

    /// <summary>Revokes a pass: its link is good for nothing from now on. One that is issued later has another link.</summary>
    /// <exception cref="HubException"><c>pass_not_found</c>.</exception>
    public async Task RevokeAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await store.FindAsync(id, cancellationToken) ?? throw NotFound(id);
            var row = read.Value with { RevokedAt = read.Value.RevokedAt ?? time.GetUtcNow() };
            if (read.Value.RevokedAt is null && !await store.WriteAsync(read, row, cancellationToken))
                continue;
            if (row.Visit is not null)
                await NoteAsync(row, cancellationToken);
            return;
        }
    }

    /// <summary>The pass that a token leads to; <see langword="null"/> for a token that the hub has not given out, whatever is wrong with it.</summary>
    public async Task<OpenedPass?> OpenAsync(string token, CancellationToken cancellationToken)
    {
        // Every token costs one signature and one read, so that the answer's time says nothing either.
        var isWhole = token.Length == NameCharacters + SignedLinks.TokenCharacters && Base64Url.IsValid(token.AsSpan(0, NameCharacters));
        var name = isWhole ? token[..NameCharacters] : Base64Url.EncodeToString(Nobody);
        var signature = isWhole ? token[NameCharacters..] : new string('A', SignedLinks.TokenCharacters);
        var bytes = Base64Url.DecodeFromChars(name);
        var isSigned = await links.IsValidAsync(SignedLinks.Passes, name, signature, cancellationToken);
        var found = await store.FindAsync(Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes)), cancellationToken);
        return isSigned && found is not null
            ? new OpenedPass(found.Value, found.Value.RevokedAt is not null || found.Value.Serial != Convert.ToHexStringLower(bytes.AsSpan(IdBytes)))
            : null;
    }

    /// <summary>Keeps a pass for as long as what it shows was last known to last.</summary>
    internal async Task ProlongAsync(PassRow row, DateTimeOffset? end, CancellationToken cancellationToken)
    {
        if (row.EndsAt is { } known && end > known && await store.FindAsync(row.Id, cancellationToken) is { } read)
            await store.WriteAsync(read, read.Value with { EndsAt = end.Value.ToUniversalTime() }, cancellationToken);
    }

    private static string IdOfGrant(string grant) => IdOf("grant\n" + grant);

    private static string IdOfVisit(string facility, string visit) => IdOf($"visit\n{facility}\n{visit}");

    private static string IdOf(string of) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(of)).AsSpan(0, IdBytes));

    private static HubException NotFound(string id) => new(HubErrorKind.NotFound, "pass_not_found", $"There is no pass '{id}'.");

    private async Task<PassRow> IssueAsync(PassRow draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await store.FindAsync(draft.Id, cancellationToken);
            if (read is { Value: { RevokedAt: null } good } && good.EndsAt == draft.EndsAt)
                return good;

            var row = read is { Value: { RevokedAt: null } known }
                ? known with { EndsAt = draft.EndsAt }
                : draft with { Serial = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SerialBytes)), IssuedAt = time.GetUtcNow() };
            if (await store.WriteAsync(read, row, cancellationToken))
                return row;
        }
    }

    private Task<ObjectRecord> NoteAsync(PassRow row, CancellationToken cancellationToken) => indexes.Visits.ChangeAsync(
        row.Facility!, row.Visit!, known => known with { PassSerial = row.RevokedAt is null ? row.Serial : null }, cancellationToken);

    private async Task<Pass?> GoodAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { Value: { RevokedAt: null } row } ? await ShowAsync(row, cancellationToken) : null;

    private async Task<Pass> ShowAsync(PassRow row, CancellationToken cancellationToken) =>
        new(row.Id, await TokenAsync(row.Id, row.Serial, cancellationToken), row.IssuedAt, row.EndsAt, row.Grant, row.Facility, row.Visit);

    private async ValueTask<string> TokenAsync(string id, string serial, CancellationToken cancellationToken)
    {
        var name = Base64Url.EncodeToString(Convert.FromHexString(id + serial));
        return name + await links.SignAsync(SignedLinks.Passes, name, cancellationToken);
    }
}
