using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>The calls under <c>visit/</c> on visits.</summary>
internal sealed class VisitEndpoints(AktionNextData data, AktionObjects objects, AktionNextAssumptions assumptions)
{
    private const int LongestReason = 4000;

    /// <summary>Seed 001.</summary>
    public SimulatorResponse End(AktionCall call)
    {
        var id = call.BodyId("VisitId");
        var reason = call.BodyText("Reason", LongestReason);
        Visit stored = Existing(call, id);
        var ended = data.Visits.Change(id, visit => visit.State is VisitStates.Left or VisitStates.Rejected
            ? throw call.Refuse(1545, stored.Id.ToString())
            : visit with { State = VisitStates.Left, Reason = reason, ValidTo = data.Now });
        return call.Answer(AktionObjects.Visit(ended ?? throw call.Refuse(1540)));
    }

    public SimulatorResponse Create(AktionCall call)
    {
        var visit = Sent(call) with
        {
            EscortedByPerson = Person(call, "EscortedByPerson"),
            Identifier = call.FindBodyObject("Identifier"),
            State = VisitStates.New,
            ValidFrom = data.Now,
        };
        return Added(call, visit);
    }

    public SimulatorResponse Schedule(AktionCall call) => Added(
        call, Sent(call) with { State = VisitStates.Planned, IsPlanned = true, ValidFrom = call.BodyDate("VisitDate") });

    public SimulatorResponse Get(AktionCall call) => call.Answer(AktionObjects.Visit(Existing(call, call.Id("VisitId"))));

    public SimulatorResponse List(AktionCall call)
    {
        var (from, to) = (call.FindDate("TimeFrom"), call.FindDate("TimeTo"));
        var visits = data.Visits.List(visit =>
            (from is null || visit.ValidTo is not { } end || end >= from) && (to is null || visit.ValidFrom <= to));
        return call.AnswerList("Visits", [.. visits.Select(objects.VisitRow)]);
    }

    public SimulatorResponse GetEntryCode(AktionCall call)
    {
        var visit = Existing(call, call.Id("VisitId"));
        return call.Answer(new JsonObject { ["IdentifierEntryCode"] = visit.EntryCode, ["IdentifierEntryCodeQR"] = visit.EntryCodeQr });
    }

    private Visit Existing(AktionCall call, Guid id) =>
        data.Visits.Find(id) ?? throw call.Refuse(data.WasRemoved(id) ? 1540 : 1517);

    private Visit Sent(AktionCall call)
    {
        var id = call.BodyId("VisitId");
        var visit = new Visit(id)
        {
            Visitor = call.BodyObject("Visitor"),
            Vehicle = call.FindBodyObject("Vehicle"),
            Trailer = call.FindBodyObject("Trailer"),
            VisitType = call.BodyObject("VisitType"),
            VisitedPerson = Person(call, "VisitedPerson"),
            VisitedOrgStructure = call.FindBodyObject("VisitedOrgStructure"),
            Reason = call.BodyText("Reason", LongestReason),
        };
        if (data.Visits.Find(id) is not null)
            throw call.Invalid($"VisitId [{id}] already exists");
        if (AktionObjects.Text(visit.VisitedOrgStructure, "Structure") is { } path && data.Structures.Find(path) is null)
            throw call.Refuse(1160, path);
        return visit;
    }

    // The vendor answers a person with the name that it knows.
    private JsonElement? Person(AktionCall call, string name)
    {
        if (call.FindBodyObject(name) is not { } sent)
            return null;

        var id = AktionObjects.Text(sent, "PersonId") ?? throw call.Invalid($"The PersonId of {name} is required.");
        var person = data.People.Find(id) ?? throw call.Refuse(1100, id);
        return JsonSerializer.SerializeToElement(new JsonObject { ["PersonId"] = id, ["Name"] = person.Name, ["Surname"] = person.Surname });
    }

    private SimulatorResponse Added(AktionCall call, Visit visit)
    {
        var added = data.AddVisit(visit);
        return call.Answer(assumptions.CreateAnswer == CreateAnswer.Visit ? AktionObjects.Visit(added) : AktionAnswers.Done());
    }
}
