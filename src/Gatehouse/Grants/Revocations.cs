using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Work;

namespace Gatehouse.Grants;

/// <summary>Revokes many grants at once, in the background and to the end: what was asked for is written down first.</summary>
/// <param name="store">How far each is.</param>
/// <param name="grants">The grants.</param>
/// <param name="changes">Revokes them.</param>
/// <param name="references">Finds organizations by name.</param>
/// <param name="directory">The facilities.</param>
/// <param name="queue">Where it goes on.</param>
/// <param name="time">The clock.</param>
public sealed class Revocations(
    RevocationStore store,
    GrantService grants,
    GrantChanges changes,
    TargetReferences references,
    FacilityDirectory directory,
    IWorkQueue queue,
    TimeProvider time)
{
    private const int MostIds = 1000;
    private const int Checkpoint = 20;
    private static readonly TimeSpan Part = TimeSpan.FromMinutes(4);

    /// <summary>Begins a revocation, or tells what it would revoke.</summary>
    /// <param name="input">Which grants.</param>
    /// <param name="operationId">The same for every try of the same request.</param>
    /// <param name="facilities">The facilities that the caller may use; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Cancels it before anything is written.</param>
    public async Task<Revocation> BeginAsync(
        Input<RevocationDraft> input, string? operationId, IReadOnlyList<string>? facilities, CancellationToken cancellationToken)
    {
        var filter = input.Value;
        var errors = input.Errors.ToList();
        if (filter is { SubjectKey: null, Email: null, Organization: null, Facility: null })
            errors.Add(new FieldError("", "Name at least one of subjectKey, email, organization or facility."));
        if (filter.Facility is { } facility && facilities?.Contains(facility) == false)
            errors.Add(new FieldError("/facility", $"This API key is not good for the facility '{facility}'."));
        InvalidInputException.ThrowIfAny(errors);
        if (filter.Facility is { } named)
            await CheckThereAsync(named, cancellationToken);

        var revocation = new Revocation
        {
            Id = operationId ?? ObjectAddress.NewOperationId(),
            Filter = filter,
            Facilities = facilities,
            CreatedAt = time.GetUtcNow(),
        };
        if (filter.DryRun == true)
        {
            var seen = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.Ordinal);
            while (!revocation.Done)
                revocation = await StepAsync(revocation, seen, revokes: false, cancellationToken);
            return revocation;
        }

        if (!await store.AddAsync(revocation, CancellationToken.None))
            revocation = (await store.FindAsync(revocation.Id, CancellationToken.None))!.Value;
        if (!revocation.Done)
            await EnqueueAsync(revocation.Id, CancellationToken.None);
        return revocation;
    }

    /// <summary>Goes on with a revocation for some minutes, and asks for the rest.</summary>
    internal async Task WorkAsync(string id, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await store.FindAsync(id, cancellationToken) is not { } read)
            return;

        var named = new Dictionary<string, IReadOnlySet<string>?>(StringComparer.Ordinal);
        while (!read.Value.Done)
        {
            if (time.GetElapsedTime(started) > Part)
            {
                await EnqueueAsync(id, cancellationToken);
                return;
            }

            // Another delivery went on: it does the rest.
            if (await store.SaveAsync(read, await StepAsync(read.Value, named, revokes: true, cancellationToken), cancellationToken) is not { } saved)
                return;

            // All were gone through, and some vendors did not tell: the sweep asks for it again.
            if (saved.Value is { Done: false, After: null })
                return;
            read = saved;
        }

        await store.CloseAsync(id, cancellationToken);
    }

    private Task EnqueueAsync(string id, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(WorkQueues.GrantFanOut, new FanOutMessage(null, id, WorkTrace.Current).ToString(), TimeSpan.Zero, cancellationToken);

    private async Task CheckThereAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            await directory.GetAsync(facility, cancellationToken);
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            throw new InvalidInputException("/facility", exception.Message);
        }
    }

    private async Task<Revocation> StepAsync(
        Revocation revocation, Dictionary<string, IReadOnlySet<string>?> named, bool revokes, CancellationToken cancellationToken)
    {
        var filter = revocation.Filter;
        var query = new GrantQuery(new PageRequest(Checkpoint, revocation.After))
        {
            SubjectKey = filter.SubjectKey,
            Email = filter.Email,
            Facility = filter.Facility,
        };
        var page = await grants.ListAsync(query, Covers, cancellationToken);
        var ids = revocation.Ids.ToList();
        var (count, fitted) = (revocation.Grants, revocation.Targets);
        foreach (var grant in page.Items)
        {
            foreach (var target in grant.Targets.Select(target => target.Value).Where(NeedsName))
                await FindNamedAsync(target.Facility);
            var fitting = grant.Targets.Count(target => target.Value.Wish.Present && Fits(target.Value));
            if (fitting == 0)
                continue;

            count++;
            fitted += fitting;
            if (ids.Count < MostIds)
                ids.Add(grant.Grant.Value.Id);
            if (revokes)
                await changes.RevokeAsync(grant.Grant.Value.Id, filter.Reason, Fits);
        }

        List<string> unclear = [.. named.Where(found => found.Value is null).Select(found => found.Key).Order(StringComparer.Ordinal)];
        return revocation with
        {
            Grants = count,
            Targets = fitted,
            Ids = ids,
            After = page.Next,
            Unclear = unclear,
            Done = page.Next is null && unclear.Count == 0,
            WorkedAt = time.GetUtcNow(),
        };

        bool Covers(string facility) => revocation.Facilities?.Contains(facility) != false;

        bool IsThere(TargetRow target) => Covers(target.Facility) && (filter.Facility is null || target.Facility == filter.Facility);

        // An organization that was given by its id may be the one that is named.
        bool NeedsName(TargetRow target) => filter.Organization is { } wanted && target.Wish is { Present: true, Organization: { Id: { } id, Name: null } }
            && id != wanted && IsThere(target) && !named.ContainsKey(target.Facility);

        bool Fits(TargetRow target) => IsThere(target) && (filter.Organization is null || IsOf(target.Wish.Organization, target.Facility));

        bool IsOf(NamedReference? organization, string facility) => organization is not null
            && (organization.Id == filter.Organization
                || string.Equals(organization.Name, filter.Organization, StringComparison.OrdinalIgnoreCase)
                || (organization is { Id: { } id, Name: null } && named.GetValueOrDefault(facility)?.Contains(id) == true));

        async Task FindNamedAsync(string facility)
        {
            try
            {
                named[facility] = await references.OrganizationsNamedAsync(facility, filter.Organization!, cancellationToken);
            }
            catch (VendorException) when (revokes)
            {
                // The others are revoked meanwhile.
                named[facility] = null;
            }
        }
    }
}
