using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Events;
using Gatehouse.Json;
using Gatehouse.Lanes;
using Gatehouse.Model;
using Gatehouse.Objects;
using Gatehouse.People;
using Gatehouse.Sensitive;
using Gatehouse.VisitGrants;
using Gatehouse.Webhooks;

namespace Gatehouse.Visits;

/// <summary>Keeps the snapshot of visits and tells of each change once, whoever saw it first: a poll, or a write through the hub.</summary>
/// <param name="records">The snapshot.</param>
/// <param name="people">Knows the hosts' e-mail addresses.</param>
/// <param name="publisher">Publishes the events.</param>
/// <param name="grants">Knows what follows for the grants of visits.</param>
/// <param name="redaction">Takes out what is sensitive.</param>
/// <param name="time">The clock.</param>
public sealed class VisitLedger(
    VisitRecords records, PeopleDirectory people, EventPublisher publisher, VisitGrantStore grants, Redaction redaction, TimeProvider time)
{
    /// <summary>What the detail of a visit says that is gone at the vendor.</summary>
    public const string DeletedByVendor = "deleted";

    /// <summary>The visit as it is kept: without passwords and national numbers, its window in the facility's zone.</summary>
    public Visit Clean(FacilityContext context, Visit visit)
    {
        var clean = redaction.Apply(visit, context.Facility.System, new SensitiveView(Credentials: true, Personal: false, Raw: true));
        return clean with
        {
            // The same instant with another offset, as a caller wrote it, is no difference.
            Window = clean.Window is { } window ? window with { From = Local(window.From), To = Local(window.To) } : null,
            Fields = clean.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };

        DateTimeOffset? Local(DateTimeOffset? time) => time is { } instant ? context.Zone.ToLocal(instant) : null;
    }

    /// <summary>Writes a visit as the vendor has it now.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="announce">Whether events tell of it when it is new.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <param name="readAt">When a poll began to read it: what was written since is newer. <see langword="null"/> for a write through the hub.</param>
    /// <returns>Whether that was news.</returns>
    public Task<bool> SaveAsync(
        FacilityContext context, Visit visit, bool announce, CancellationToken cancellationToken, DateTimeOffset? readAt = null) =>
        SaveAsync(context, visit, announce, readAt, null, cancellationToken);

    /// <summary>Writes a visit as the vendor told of it, unless what it told before is newer.</summary>
    /// <returns>Whether that was news.</returns>
    public Task<bool> SaveAsync(FacilityContext context, VisitNews news, CancellationToken cancellationToken) =>
        SaveAsync(context, news.Visit, announce: true, null, news.At, cancellationToken);

    /// <summary>Writes that a visitor went through a door: the first entry of one who is expected is the arrival.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="id">The vendor's id of the visit.</param>
    /// <param name="at">When.</param>
    /// <param name="grantId">The grant that let them in.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether that was news. A visit that has arrived, or is over, stays as it is.</returns>
    public async Task<bool> ArriveAsync(FacilityContext context, string id, DateTimeOffset at, string? grantId, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        while (true)
        {
            var before = await records.FindAsync(facility, id, cancellationToken);
            if (before?.Value.Visit is not { Status: VisitStatus.Expected, ArrivedAt: null } known)
                return false;

            var local = context.Zone.ToLocal(at);
            var arrived = known with { Status = VisitStatus.Arrived, ArrivedAt = local, GrantId = known.GrantId ?? grantId };
            var told = await AnnouncedAsync(context, arrived, cancellationToken);
            var (events, sequence) = Events(facility, arrived, before.Value, told);
            var after = before.Value with
            {
                Visit = arrived,
                Announced = told,
                Sequence = sequence,
                ChangedAt = time.GetUtcNow(),
                EnteredAt = local,
            };
            if (!await records.WriteAsync(facility, id, before, after, events, cancellationToken))
                continue;
            await publisher.PublishAsync(records.Outbox, facility, events, cancellationToken);
            return true;
        }
    }

    private async Task<bool> SaveAsync(
        FacilityContext context, Visit visit, bool announce, DateTimeOffset? readAt, DateTimeOffset? newsAt, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        var clean = Clean(context, visit);
        var hash = VisitHash.Of(clean);
        while (true)
        {
            var before = await records.FindAsync(facility, visit.Id, cancellationToken);
            if (newsAt < before?.Value.NewsAt || before?.Value.ChangedAt > readAt)
                return false;

            var known = before?.Value.Visit;
            var kept = known is null ? clean : before!.Value.WithEntry(clean) with
            {
                Key = clean.Key ?? known.Key,
                CreatedAt = clean.CreatedAt ?? known.CreatedAt,
                GroupId = clean.GroupId ?? known.GroupId,
                EndReason = clean.EndReason ?? known.EndReason,
                GrantId = clean.GrantId ?? known.GrantId,
                PassUrl = clean.PassUrl ?? known.PassUrl,
            };
            var told = await AnnouncedAsync(context, kept, cancellationToken);
            var isTold = before?.Value.Announced is { } last && JsonElement.DeepEquals(last, told);
            if (isTold && known is not null && VisitHash.Of(before!.Value.VendorVisit!) == hash)
                return false;

            var isNew = before?.Value.Announced is null;
            var (events, sequence) = isTold || (isNew && !announce) ? ([], before?.Value.Sequence) : Events(facility, kept, before?.Value, told);
            var after = new VisitEntry
            {
                Visit = kept,
                Announced = told,
                Sequence = sequence,
                ChangedAt = time.GetUtcNow(),
                EnteredAt = before?.Value.EnteredAt,
                NewsAt = newsAt ?? before?.Value.NewsAt,
            };
            var isOwnWrite = readAt is null && newsAt is null;
            var planned = isOwnWrite || known is null ? null : await PlanAsync(context, known, kept, cancellationToken);
            if (!await records.WriteAsync(facility, visit.Id, before, after, events, cancellationToken))
                continue;
            if (planned is not null)
                await grants.WakeAsync(planned, cancellationToken);
            await publisher.PublishAsync(records.Outbox, facility, events, cancellationToken);
            return true;
        }
    }

    /// <summary>Writes that a visit is gone at the vendor: one who was here has left, any other is called off.</summary>
    /// <returns>Whether that was news.</returns>
    public async Task<bool> RemoveAsync(FacilityContext context, string id, CancellationToken cancellationToken)
    {
        var facility = context.Facility.Id;
        while (true)
        {
            var before = await records.FindAsync(facility, id, cancellationToken);
            var last = before?.Value.Visit ?? before?.Value.Announced?.Deserialize(GatehouseJson.Default.Visit);
            if (before is null || last is null)
                return false;
            if (before.Value.Visit is not null && last.Status is VisitStatus.Departed or VisitStatus.Cancelled or VisitStatus.Denied)
                return false;

            var gone = last with
            {
                Status = last.Status == VisitStatus.Arrived ? VisitStatus.Departed : VisitStatus.Cancelled,
                StatusDetail = DeletedByVendor,
                Credentials = [],
            };
            var told = await AnnouncedAsync(context, gone, cancellationToken);
            var (events, sequence) = last.Status is VisitStatus.Departed or VisitStatus.Cancelled or VisitStatus.Denied
                ? ([], before.Value.Sequence)
                : Events(facility, gone, before.Value, told);
            var after = before.Value.Visit is null
                ? null
                : new VisitEntry { Visit = gone, Announced = told, Sequence = sequence, ChangedAt = time.GetUtcNow() };
            var planned = await PlanAsync(context, last, gone, cancellationToken);
            if (!await records.WriteAsync(facility, id, before, after, events, cancellationToken))
                continue;
            if (planned is not null)
                await grants.WakeAsync(planned, cancellationToken);
            await publisher.PublishAsync(records.Outbox, facility, events, cancellationToken);
            return true;
        }
    }

    // Before the visit is written: the next poll finds nothing new of it, and so would not think of the grant.
    private async Task<PlannedWork?> PlanAsync(FacilityContext context, Visit before, Visit after, CancellationToken cancellationToken)
    {
        var isOver = after.Status is VisitStatus.Departed or VisitStatus.Cancelled or VisitStatus.Denied;
        var edges = new TimeWindow
        {
            From = after.Window?.From == before.Window?.From ? null : after.Window?.From,
            To = after.Window?.To == before.Window?.To ? null : after.Window?.To,
        };
        if (after.GrantId is not { } grant || (isOver ? after.Status == before.Status : edges is { From: null, To: null }))
            return null;

        var row = new VisitGrantRow
        {
            Grant = grant,
            Visit = after.Id,
            Ends = isOver,
            Reason = isOver ? "Its visit is over." : null,
            Window = edges,
            IsSeen = true,
            At = time.GetUtcNow(),
        };
        return await grants.PlanAsync(context, ObjectAddress.NewOperationId(), row, cancellationToken);
    }

    private (List<HubEvent> Events, long? Sequence) Events(string facility, Visit visit, VisitEntry? before, JsonElement told)
    {
        var now = time.GetUtcNow();
        var sequence = EventDraft.NextSequence(before?.Sequence, now);
        var subject = $"facilities/{facility}/visits/{Uri.EscapeDataString(visit.Id)}";
        if (before?.Announced is { } last)
            return ([EventDraft.Of(ChangeOf(last, visit.Status), facility, subject, sequence, now, told, last)], sequence);

        var events = new List<HubEvent> { EventDraft.Of(EventTypes.VisitCreated, facility, subject, sequence, now, told) };
        if (visit.Status == VisitStatus.Arrived)
            events.Add(EventDraft.Of(EventTypes.VisitArrived, facility, subject, sequence + 1, now, told));
        return (events, sequence);
    }

    private static string ChangeOf(JsonElement last, VisitStatus status)
    {
        var before = last.TryGetProperty("status", out var word) && Enum.TryParse<VisitStatus>(word.GetString(), ignoreCase: true, out var known)
            ? known
            : VisitStatus.Unknown;
        return status == before ? EventTypes.VisitChanged : status switch
        {
            VisitStatus.Arrived => EventTypes.VisitArrived,
            VisitStatus.Departed => EventTypes.VisitDeparted,
            VisitStatus.Cancelled => EventTypes.VisitCancelled,
            _ => EventTypes.VisitChanged,
        };
    }

    // Neither credentials nor the vendor's own object; the host with an address that a mail can go to.
    private async Task<JsonElement> AnnouncedAsync(FacilityContext context, Visit visit, CancellationToken cancellationToken)
    {
        var shown = redaction.Apply(visit, context.Facility.System, new SensitiveView(Credentials: false, Personal: false, Raw: false)) with { Credentials = [] };
        if (shown.Host is { Id: { } host, Email: null })
            shown = shown with { Host = shown.Host with { Email = await people.EmailOfAsync(context.Facility.Id, host, cancellationToken) } };
        return JsonSerializer.SerializeToElement(shown, GatehouseJson.Default.Visit);
    }
}
