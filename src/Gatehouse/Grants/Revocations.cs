using Gatehouse.Objects;
using Gatehouse.Paging;
using Gatehouse.Validation;
using Gatehouse.Work;

namespace Gatehouse.Grants;

/// <summary>Revokes many grants at once, in the background and to the end: what was asked for is written down first.</summary>
/// <param name="store">How far each is.</param>
/// <param name="grants">The grants.</param>
/// <param name="changes">Revokes them.</param>
/// <param name="queue">Where it goes on.</param>
/// <param name="time">The clock.</param>
public sealed class Revocations(RevocationStore store, GrantService grants, GrantChanges changes, IWorkQueue queue, TimeProvider time)
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

        var revocation = new Revocation
        {
            Id = operationId ?? ObjectAddress.NewOperationId(),
            Filter = filter,
            Facilities = facilities,
            CreatedAt = time.GetUtcNow(),
        };
        if (filter.DryRun == true)
        {
            while (!revocation.Done)
                revocation = await StepAsync(revocation, revokes: false, cancellationToken);
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

        while (!read.Value.Done)
        {
            if (time.GetElapsedTime(started) > Part)
            {
                await EnqueueAsync(id, cancellationToken);
                return;
            }

            // Another delivery went on: it does the rest.
            if (await store.SaveAsync(read, await StepAsync(read.Value, revokes: true, cancellationToken), cancellationToken) is not { } saved)
                return;
            read = saved;
        }

        await store.CloseAsync(id, cancellationToken);
    }

    private Task EnqueueAsync(string id, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(WorkQueues.GrantFanOut, new FanOutMessage(null, id, WorkTrace.Current).ToString(), TimeSpan.Zero, cancellationToken);

    private async Task<Revocation> StepAsync(Revocation revocation, bool revokes, CancellationToken cancellationToken)
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
        var (count, targets) = (revocation.Grants, revocation.Targets);
        foreach (var grant in page.Items)
        {
            var fitting = grant.Targets.Count(target => target.Value.Wish.Present && Fits(target.Value));
            if (fitting == 0)
                continue;

            count++;
            targets += fitting;
            if (ids.Count < MostIds)
                ids.Add(grant.Grant.Value.Id);
            if (revokes)
                await changes.RevokeAsync(grant.Grant.Value.Id, filter.Reason, Fits);
        }

        return revocation with { Grants = count, Targets = targets, Ids = ids, After = page.Next, Done = page.Next is null, WorkedAt = time.GetUtcNow() };

        bool Covers(string facility) => revocation.Facilities?.Contains(facility) != false;

        bool Fits(TargetRow target) => Covers(target.Facility)
            && (filter.Facility is null || target.Facility == filter.Facility)
            && (filter.Organization is null || target.Wish.Organization?.Id == filter.Organization
                || string.Equals(target.Wish.Organization?.Name, filter.Organization, StringComparison.OrdinalIgnoreCase));
    }
}
