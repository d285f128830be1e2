using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Errors;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Grants;

/// <summary>Creates, reads and lists grants. What it answers was written down; the vendors follow.</summary>
/// <param name="store">The grants.</param>
/// <param name="targets">Resolves targets.</param>
/// <param name="work">Schedules targets.</param>
/// <param name="queue">Where grants are fanned out again: those that are asked for again, and those whose creation did not come to its end.</param>
/// <param name="fingerprints">Recognises a grant that is asked for again.</param>
/// <param name="time">The clock.</param>
public sealed class GrantService(
    GrantStore store, GrantTargets targets, GrantWork work, IWorkQueue queue, Fingerprints fingerprints, TimeProvider time)
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);
    private readonly GrantMistakes _mistakes = new(targets, time);

    /// <summary>Creates a grant; one with a known key and the same content is returned as it is.</summary>
    /// <param name="input">What the caller says.</param>
    /// <param name="operationId">The same for every try of the same request; <see langword="null"/> where there is only one.</param>
    /// <param name="covers">The facilities that the caller may use.</param>
    /// <param name="cancellationToken">Cancels it before anything is written.</param>
    /// <exception cref="InvalidInputException">The request, or a target without <see cref="GrantDraft.AllowPartial"/>, cannot be done; nothing was written.</exception>
    public async Task<Written<GrantDocument>> CreateAsync(
        Input<GrantDraft> input, string? operationId, Predicate<string> covers, CancellationToken cancellationToken)
    {
        var draft = input.Value;
        var errors = input.Errors.ToList();
        Check(draft, errors);
        foreach (var (target, index) in draft.Targets.Select((target, index) => (target, index)))
        {
            if (target.Facility is { } facility && !covers(facility))
                errors.Add(new FieldError(FormattableString.Invariant($"/targets/{index}/facility"), $"This API key is not good for the facility '{facility}'."));
        }

        if (errors.Count > 0)
            await _mistakes.AddAsync(draft, errors, cancellationToken);
        InvalidInputException.ThrowIfAny(errors);
        var content = JsonSerializer.SerializeToUtf8Bytes(draft, GatehouseJson.Default.GrantDraft);
        if (await FindExistingAsync(draft.Key, operationId, content, covers, cancellationToken) is { } existing)
            return new Written<GrantDocument>(existing, Created: false);

        var now = time.GetUtcNow();
        if (draft.Window!.To <= now)
            throw new InvalidInputException("/window/to", "Is over already.");

        var grant = NewGrant(draft, IdOf(operationId), now);
        var resolved = await targets.ResolveAsync(grant, draft.Targets, 0, "/targets", cancellationToken);
        Refuse(resolved, draft.AllowPartial == true && resolved.Any(target => target.Errors.Count == 0));
        return await WriteAsync(grant, [.. resolved.Select(target => target.Target)], content, covers);
    }

    /// <summary>Checks and resolves a grant whose targets are told of at <c>/access</c> and its subject at <c>/visitor</c>. Nothing is written.</summary>
    internal async Task<PreparedGrant?> PrepareAsync(GrantDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var wrong = new List<FieldError>();
        Check(draft, wrong);
        PreparedGrant? prepared = null;
        if (wrong.Count == 0)
        {
            var now = time.GetUtcNow();
            var grant = NewGrant(draft, "prepared", now);
            var resolved = await targets.ResolveAsync(grant, draft.Targets, 0, "/access", cancellationToken);
            wrong.AddRange(resolved.SelectMany(target => target.Errors).DistinctBy(error => (error.Pointer, error.Detail)));
            prepared = new PreparedGrant(grant, [.. resolved.Select(target => target.Target)]);
        }

        errors.AddRange(wrong.Select(error => error with
        {
            Pointer = error.Pointer.Replace("/subject", "/visitor", StringComparison.Ordinal).Replace("/targets", "/access", StringComparison.Ordinal),
        }));
        return wrong.Count == 0 ? prepared : null;
    }

    /// <summary>Writes a grant that was prepared, if it is not there already, and sees to it that it is applied.</summary>
    internal async Task AddAsync(PreparedGrant prepared, CancellationToken cancellationToken)
    {
        await store.AddAsync(prepared.Grant, prepared.Targets, cancellationToken);
        if (await store.FindAsync(prepared.Grant.Id, cancellationToken) is { } grant)
            await WokenAsync(grant, cancellationToken);
    }

    /// <summary>Reads a grant by its id or <c>key:{key}</c>.</summary>
    /// <exception cref="HubException"><c>grant_not_found</c>.</exception>
    public async Task<GrantDocument> GetAsync(string address, CancellationToken cancellationToken)
    {
        var id = ObjectAddress.KeyOf(address) is { } key ? await store.FindKeyAsync(key, cancellationToken) : address;
        return (id is null ? null : await store.FindAsync(id, cancellationToken)) ?? throw NotFound(address);
    }

    /// <summary>Lists grants, the latest first. A page may hold fewer than it was asked for and still not be the last.</summary>
    /// <exception cref="InvalidInputException">The time that is asked for ends before it begins.</exception>
    public async Task<Page<GrantDocument>> ListAsync(GrantQuery query, Predicate<string> covers, CancellationToken cancellationToken)
    {
        if (query.To <= query.From)
            throw new InvalidInputException("to", "Must be after from.");
        if (query.Key is { } key)
            return new Page<GrantDocument>(await OfKeyAsync(key, query, covers, cancellationToken) is { } one ? [one] : [], null);

        var found = new List<GrantDocument>();
        string? last = null;
        var seen = 0;
        await foreach (var row in EntriesAsync(query, cancellationToken))
        {
            if (found.Count == query.Page.Limit || seen == 10 * PageRequest.MaximumLimit)
                return new Page<GrantDocument>(found, last);

            seen++;
            last = row.Key.Row;
            if (row.Value.Facilities.Any(facility => covers(facility) && (query.Facility is null || query.Facility == facility))
                && await store.FindAsync(row.Value.Grant, cancellationToken) is { } grant
                && GrantStore.PlaceOf(grant.Grant.Value) == row.Key.Row && Fits(query, grant))
                found.Add(grant);
        }

        return new Page<GrantDocument>(found, null);
    }

    /// <summary>The credentials of a target; none while the vendor holds nothing.</summary>
    public async Task<IReadOnlyList<Credential>> CredentialsAsync(GrantRow grant, TargetRow target, CancellationToken cancellationToken) =>
        target.Hold is { } hold ? (await store.OpenAsync(grant.Id, target.Number, hold, cancellationToken)).Credentials : [];

    /// <summary>A grant as it is first written.</summary>
    internal static GrantRow NewGrant(GrantDraft draft, string id, DateTimeOffset now) => new()
    {
        Id = id,
        Key = draft.Key,
        Subject = Complete(draft.Subject!),
        Window = new AccessWindow(draft.Window!.From!.Value, draft.Window.To!.Value),
        Purpose = draft.Purpose,
        Targets = draft.Targets.Count,
        Version = 1,
        CreatedAt = now,
        ChangedAt = now,
    };

    private static void Check(GrantDraft draft, List<FieldError> errors)
    {
        if (draft.Key is { } key && ObjectAddress.Problem(key, "/key") is { } problem)
            errors.Add(problem);
        var subject = draft.Subject is null ? null : Complete(draft.Subject);
        if (subject is null)
            errors.Add(new FieldError("/subject", "Is required."));
        else if (subject is { Name: null, Email: null, Phone: null, Mobile: null, Ids.Count: 0 })
            errors.Add(new FieldError("/subject", "Needs a name, an e-mail address, a number or a vendor's id."));
        Email.Check(subject?.Email, "/subject/email", errors);
        if (draft.Window is not { From: { } from, To: { } to })
            errors.Add(new FieldError("/window", "Needs from and to."));
        else
            CheckWindow(new AccessWindow(from, to), errors);
        if (draft.Targets.Count is 0 or > GrantDraft.MostTargets)
            errors.Add(new FieldError("/targets", FormattableString.Invariant($"Must have 1 to {GrantDraft.MostTargets} members.")));
    }

    /// <summary>Names what is wrong with a window.</summary>
    internal static void CheckWindow(AccessWindow window, List<FieldError> errors)
    {
        if (CalendarYears.Problem(window.From) is { } wrongFrom)
            errors.Add(new FieldError("/window/from", wrongFrom));
        if (CalendarYears.Problem(window.To) is { } wrongTo)
            errors.Add(new FieldError("/window/to", wrongTo));
        else if (window.To <= window.From)
            errors.Add(new FieldError("/window/to", "Must be after /window/from."));
    }

    private static GrantSubject Complete(GrantSubject subject)
    {
        var (first, last, full) = PersonName.Complete(subject.FirstName, subject.LastName, subject.Name);
        return subject with { FirstName = first, LastName = last, Name = full };
    }

    /// <summary>Refuses what cannot be done.</summary>
    internal static void Refuse(IReadOnlyList<(TargetRow Target, IReadOnlyList<FieldError> Errors)> resolved, bool allowPartial)
    {
        if (!allowPartial)
            InvalidInputException.ThrowIfAny([.. resolved.SelectMany(target => target.Errors).DistinctBy(error => (error.Pointer, error.Detail))]);
    }

    /// <summary>The id of the grant that an operation makes.</summary>
    internal static string IdOf(string? operationId) => operationId is null
        ? ObjectAddress.NewOperationId()
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("grant:" + operationId)).AsSpan(0, 16));

    /// <summary>The failure for a grant that is not there.</summary>
    internal static HubException NotFound(string address) => new(
        HubErrorKind.NotFound, "grant_not_found", $"There is no grant '{address}'. GET /api/v1/grants lists those that your key covers.");

    private static bool Fits(GrantQuery query, GrantDocument document)
    {
        var grant = document.Grant.Value;
        return (query.SubjectKey is null || grant.Subject.Key == query.SubjectKey)
            && (query.Email is null || string.Equals(grant.Subject.Email?.Trim(), query.Email.Trim(), StringComparison.OrdinalIgnoreCase))
            && (query.From is null || grant.Window.To > query.From)
            && (query.To is null || grant.Window.From < query.To)
            && (query.State is null || GrantView.StateOf([.. document.Targets.Select(target => target.Value.State)]) == query.State);
    }

    private async Task<GrantDocument?> FindExistingAsync(
        string? key, string? operationId, byte[] content, Predicate<string> covers, CancellationToken cancellationToken)
    {
        // A request that is repeated under its Idempotency-Key goes on with what it wrote.
        if (operationId is not null && await store.FindAsync(IdOf(operationId), cancellationToken) is { } own)
            return await WokenAsync(own, cancellationToken);
        if (key is null || await store.FindKeyRowAsync(key, cancellationToken) is not { } known)
            return null;
        if (!await fingerprints.MatchesAsync(known.Fingerprint!, content, cancellationToken))
            throw await KeyInUseAsync(key, known.Grant, covers);
        return await store.FindAsync(known.Grant, cancellationToken) is { } grant ? await WokenAsync(grant, cancellationToken) : null;
    }

    private async Task<GrantDocument?> OfKeyAsync(string key, GrantQuery query, Predicate<string> covers, CancellationToken cancellationToken) =>
        await store.FindKeyAsync(key, cancellationToken) is { } id
        && await store.FindAsync(id, cancellationToken) is { } grant && Fits(query, grant)
        && grant.Targets.Any(target => covers(target.Value.Facility) && (query.Facility is null || query.Facility == target.Value.Facility))
            ? grant
            : null;

    // Whose grant it is, only those are told who may see it.
    private async Task<HubException> KeyInUseAsync(string key, string grant, Predicate<string> covers)
    {
        var isSeen = await store.FindAsync(grant, CancellationToken.None) is { } known && known.Targets.Any(target => covers(target.Value.Facility));
        return new HubException(
            HubErrorKind.Conflict,
            "key_in_use",
            isSeen
                ? $"The key '{key}' belongs to grant {grant} with other content. PATCH grants/key:{key} changes it."
                : $"The key '{key}' belongs to another grant. Take another key.");
    }

    private async Task<Written<GrantDocument>> WriteAsync(
        GrantRow grant, IReadOnlyList<TargetRow> rows, byte[] content, Predicate<string> covers)
    {
        if (grant.Key is { } key)
        {
            var claim = new GrantIndexRow(grant.Id, [], await fingerprints.OfAsync(content, CancellationToken.None));
            if (await store.ClaimKeyAsync(key, claim, CancellationToken.None) is { } other)
            {
                if (!await fingerprints.MatchesAsync(other.Fingerprint!, content, CancellationToken.None))
                    throw await KeyInUseAsync(key, other.Grant, covers);
                grant = grant with { Id = other.Grant };
            }
        }

        // Who dies before the work is written leaves this message, which finds what is still to do.
        await queue.EnqueueAsync(WorkQueues.GrantFanOut, FanOutMessage.For(grant.Id).ToString(), SafetyNet, CancellationToken.None);
        var added = await store.AddAsync(grant, rows, CancellationToken.None);
        await work.ScheduleAsync(grant.Id, rows.Where(target => target.HasWork), CancellationToken.None);
        return new Written<GrantDocument>(await store.FindAsync(grant.Id, CancellationToken.None) ?? throw NotFound(grant.Id), added);
    }

    private async Task<GrantDocument> WokenAsync(GrantDocument grant, CancellationToken cancellationToken)
    {
        if (grant.Targets.Any(target => target.Value.HasWork))
            await queue.EnqueueAsync(WorkQueues.GrantFanOut, FanOutMessage.For(grant.Grant.Value.Id).ToString(), TimeSpan.Zero, cancellationToken);
        return grant;
    }

    private IAsyncEnumerable<StateDocument<GrantIndexRow>> EntriesAsync(GrantQuery query, CancellationToken cancellationToken)
    {
        var after = query.Page.Position;
        if (query.SubjectKey is { } key)
            return store.OfSubjectAsync(key, after, cancellationToken);
        return query.Email is { } email ? store.OfEmailAsync(email, after, cancellationToken) : store.LatestAsync(after, cancellationToken);
    }
}
