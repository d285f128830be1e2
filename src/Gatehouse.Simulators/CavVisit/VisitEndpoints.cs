using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>The calls under <c>Visits/</c>: seed 000 "Visits", and version 1.2.</summary>
internal sealed class VisitEndpoints(CavVisitAssumptions assumptions, CavVisitAnswers answers)
{
    public SimulatorResponse List(CavVisitCall call) => Answer(call.Customer.Visits.List());

    public SimulatorResponse Get(CavVisitCall call) =>
        Answer(call.Customer.Visits.Find(call.Int("id")) is { } visit ? [visit] : []);

    public SimulatorResponse ListByHost(CavVisitCall call)
    {
        var host = call.Int("hostId");
        return Answer(call.Customer.Visits.List(visit => visit.Host == host));
    }

    public SimulatorResponse ListByDate(CavVisitCall call)
    {
        var (from, to) = (call.Date("dateFrom"), call.Date("dateTo"));
        return Answer(call.Customer.Visits.List(visit => visit.DateVisit <= to && EndOf(visit) >= from));
    }

    public SimulatorResponse Create(CavVisitCall call)
    {
        var visit = call.Object("Visit", answers.Json.Visit);
        return Answer([call.Customer.AddVisit(Checked(Writable(visit, new Visit(), call.Customer), call.Customer))]);
    }

    public SimulatorResponse CreateGroup(CavVisitCall call)
    {
        var group = call.Object("GroupVisit", answers.Json.GroupVisit);
        if (group.Visitors is not { Count: > 0 } visitors)
            throw answers.Refuse(400, "The request is invalid: Visitors is missing.");

        var visits = visitors
            .Select(visitor => Checked(Writable(group.VisitOf(visitor), new Visit(), call.Customer), call.Customer))
            .ToList();
        IReadOnlyList<Visit> added = [.. visits.Select(call.Customer.AddVisit)];
        return CavVisitAnswers.Assumed(assumptions.GroupVisitAnswer, added, answers.Json.IReadOnlyListVisit);
    }

    public SimulatorResponse Update(CavVisitCall call)
    {
        var sent = call.Object("Visit", answers.Json.Visit);
        var updated = call.Customer.Visits.Change(sent.Id, stored =>
        {
            var visit = assumptions.UpdateMode == UpdateMode.Merge ? call.Merged("Visit", stored, answers.Json.Visit) : sent;
            return Checked(Writable(visit, stored, call.Customer), call.Customer);
        });
        return updated is null ? NotFound(sent.Id) : Answer([updated]);
    }

    public SimulatorResponse Delete(CavVisitCall call)
    {
        var id = call.Int("Id", "id");
        return call.Customer.Visits.Remove(id) is { } removed
            ? CavVisitAnswers.Assumed(assumptions.DeleteAnswer, [removed], answers.Json.IReadOnlyListVisit)
            : NotFound(id);
    }

    private static DateTime EndOf(Visit visit) => visit.DateValidTo == default ? visit.DateVisit : visit.DateValidTo;

    private SimulatorResponse Answer(IReadOnlyList<Visit> visits) => CavVisitAnswers.List(visits, answers.Json.IReadOnlyListVisit);

    private SimulatorResponse NotFound(int id) => answers.Error(404, $"Visit {id} was not found.");

    /// <summary>What a caller may write, over what only the vendor does.</summary>
    private Visit Writable(Visit sent, Visit stored, CavVisitCustomer customer)
    {
        var written = sent with
        {
            DateVisit = CavVisitDates.ToLocal(sent.DateVisit, customer.TimeZone),
            DateValidTo = CavVisitDates.ToLocal(sent.DateValidTo, customer.TimeZone),
            DateCheckedIn = CheckTime(sent.DateCheckedIn, stored.DateCheckedIn, customer),
            DateCheckedOut = CheckTime(sent.DateCheckedOut, stored.DateCheckedOut, customer),
            HostName = customer.HostName(sent.Host),
            CardNumber = stored.CardNumber,
            Pincode = stored.Pincode,
            QrCode = stored.QrCode,
            CampTracId = stored.CampTracId,
        };
        return written with { Status = customer.StatusOf(written) };
    }

    private DateTime CheckTime(DateTime sent, DateTime stored, CavVisitCustomer customer) =>
        assumptions.CheckTimesWritable ? CavVisitDates.ToLocal(sent, customer.TimeZone) : stored;

    private Visit Checked(Visit visit, CavVisitCustomer customer)
    {
        if (string.IsNullOrWhiteSpace(visit.VisitorName))
            throw answers.Refuse(400, "The request is invalid: VisitorName is missing.");
        if (visit.Host != 0 && customer.Hosts.Find(visit.Host) is null)
            throw answers.Refuse(400, $"The request is invalid: Host {visit.Host} is unknown.");
        return visit;
    }
}
