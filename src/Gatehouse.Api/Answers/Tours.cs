using Gatehouse.Api.Access;
using Gatehouse.Api.Objects;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Requests;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Answers;

/// <summary>Lists something over all facilities that the caller's key is good for, or over one of them.</summary>
/// <param name="tour">Goes from facility to facility.</param>
/// <param name="facilities">Know their systems.</param>
/// <param name="sight">Knows facilities' systems.</param>
/// <param name="pages">Reads and writes pages.</param>
internal sealed class Tours(FacilityTour tour, FacilityStore facilities, Sight sight, ListPages pages)
{
    /// <summary>The parameter by which a caller asks for one facility.</summary>
    public static readonly QueryParameter Facility =
        QueryParameter.Text("facility", "Only this facility; all that your key is good for when absent.");

    /// <summary>Lists a page and answers with it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its query, after the list's own conditions were read.</param>
    /// <param name="operation">What each facility must be able to do; <see langword="null"/> for nothing.</param>
    /// <param name="list">Lists a part of one facility.</param>
    /// <param name="show">Shows an item of a system.</param>
    public async Task AnswerAsync<T>(
        HttpContext context,
        QueryReader query,
        Operation? operation,
        Func<string, PageRequest, CancellationToken, Task<Page<T>>> list,
        Func<T, string, T> show)
    {
        var key = context.Caller();
        var only = query.Text("facility");
        var page = await pages.ReadAsync(context, query);
        if (only is not null && !key.Covers(only))
            throw new ProblemException(
                StatusCodes.Status403Forbidden, "facility_not_covered", $"This API key is not good for the facility '{only}'.");
        if (only is not null)
            await sight.SystemAsync(only, context.RequestAborted);

        var (part, failures) = await tour.ListAsync(
            operation, id => only is null ? key.Covers(id) : id == only, page, Shown, context.RequestAborted);
        var problems = new List<TourFailure>(failures.Count);
        foreach (var failure in failures)
            problems.Add(new TourFailure(failure.Facility, await ProblemAsync(failure, context.RequestAborted)));
        await JsonAnswer.OkAsync(context, new TourAnswer<T>(part.Items, await pages.NextLinkAsync(context, part.Next), problems));

        async Task<Page<T>> Shown(string facility, PageRequest request, CancellationToken cancellationToken)
        {
            var items = await list(facility, request, cancellationToken);
            var system = await sight.SystemAsync(facility, cancellationToken);
            return new Page<T>([.. items.Items.Select(item => show(item, system))], items.Next);
        }
    }

    private async Task<Problem> ProblemAsync(FacilityFailure failure, CancellationToken cancellationToken)
    {
        var system = (await facilities.GetAsync(failure.Facility, cancellationToken))?.Value.System;
        return ProblemMapping.From(failure.Cause, system)
            ?? throw new InvalidOperationException("A facility failed in a way that has no problem.", failure.Cause);
    }
}
