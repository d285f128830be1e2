using Gatehouse.Filtering;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Validation;

namespace Gatehouse.Visits;

/// <summary>Lists visits from the snapshot, ordered by the day on which they are over; those who are here come last.</summary>
/// <param name="records">The snapshot.</param>
public sealed class VisitSearch(VisitRecords records)
{
    private const int ReadsAtOnce = 16;
    private const int MostRows = 5000;

    /// <summary>The visit as it was last seen or written; <see langword="null"/> when there is none.</summary>
    public Task<Visit?> FindAsync(string facility, string id, CancellationToken cancellationToken) => records.GetAsync(facility, id, cancellationToken);

    /// <summary>A visit as the vendor has it, with the arrival that doors have told of.</summary>
    public async Task<Visit> WithEntryAsync(Visit visit, CancellationToken cancellationToken) =>
        visit is { Status: VisitStatus.Expected or VisitStatus.Departed, ArrivedAt: null } && (await records.FindAsync(visit.Facility, visit.Id, cancellationToken))?.Value is { } entry
            ? entry.WithEntry(visit)
            : visit;

    /// <summary>Whether the snapshot can answer: it has been complete, and has what the query asks for.</summary>
    public async Task<bool> CanAsync(string facility, VisitQuery query, CancellationToken cancellationToken) =>
        query.Organization is null && await records.PollAsync(facility, cancellationToken) is not null;

    /// <summary>Lists a part of a facility's visits; it may be shorter than asked for, even empty, and still not be the last.</summary>
    public async Task<Page<Visit>> ListAsync(string facility, VisitQuery query, CancellationToken cancellationToken)
    {
        var visits = new List<Visit>();
        var continuation = query.Page.Position;
        var rows = 0;
        do
        {
            var limit = Math.Min(query.Page.Limit - visits.Count, StateLimits.PageRows);
            var page = await PageAsync(facility, query.From, limit, continuation, cancellationToken);
            visits.AddRange(await ReadAsync(facility, page.Visits, query, cancellationToken));
            rows += page.Visits.Count;
            continuation = page.Continuation;
        }
        while (continuation is not null && visits.Count < query.Page.Limit && rows < MostRows);

        return new Page<Visit>(visits, continuation);
    }

    private async Task<(IReadOnlyList<(string Id, VisitDay Day)> Visits, string? Continuation)> PageAsync(
        string facility, DateTimeOffset? from, int limit, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await records.DaysAsync(facility, from, limit, continuation, cancellationToken);
        }
        catch (ArgumentException) when (continuation is not null)
        {
            // The facility's list came from the vendor when the cursor was given.
            throw new InvalidInputException("cursor", "Is not a position in this list any more; begin anew.");
        }
    }

    private async Task<IEnumerable<Visit>> ReadAsync(
        string facility, IReadOnlyList<(string Id, VisitDay Day)> rows, VisitQuery query, CancellationToken cancellationToken)
    {
        var wanted = rows.Where(row => query.Status is not { } status || row.Day.Status == status).ToList();
        var visits = new Visit?[wanted.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, visits.Length, limits, async (i, token) => visits[i] = await records.GetAsync(facility, wanted[i].Id, token));
        return visits.OfType<Visit>().Where(visit => VisitFilter.Fits(query, visit, null));
    }
}
