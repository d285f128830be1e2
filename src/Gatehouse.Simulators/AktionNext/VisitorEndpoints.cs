using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>The calls on visitors, their firms and the kiosk at the reception.</summary>
internal sealed class VisitorEndpoints(AktionNextData data, AktionDates dates)
{
    /// <summary>The one kiosk that is known.</summary>
    public const string Kiosk = "00-11-22-33-44-55";

    private static readonly string[] Firms = ["Kovářství Novák s.r.o.", "Solvik Arkitekter AB", "Novák a syn"];

    public static SimulatorResponse CheckKiosk(AktionCall call)
    {
        RequireKiosk(call);
        return call.Answer(AktionAnswers.Done());
    }

    /// <summary>The document that lies on the kiosk's reader; none in this imitation but the one of the seeds.</summary>
    public SimulatorResponse GetDocument(AktionCall call)
    {
        RequireKiosk(call);
        return call.Answer(new JsonObject
        {
            ["Document"] = new JsonObject
            {
                ["Nationality"] = "CZE",
                ["Sex"] = 2,
                ["Name"] = "Jana",
                ["Surname"] = "Dvořáková",
                ["DocNumber"] = "200000001",
                ["DocType"] = 1,
                ["DateOfBirth"] = dates.Write(new DateTimeOffset(1990, 4, 1, 0, 0, 0, TimeSpan.Zero)),
            },
        });
    }

    public SimulatorResponse GetByDocument(AktionCall call)
    {
        var number = call.BodyText("DocNumber", 100);
        call.BodyText("State", 100);
        if (call.BodyText("DocType", 1) is not ("0" or "1" or "2"))
            throw call.Invalid("The field DocType must be between 0 and 2.");
        var (name, surname) = (call.BodyText("Name", 100), call.BodyText("Surname", 100));

        var visits = data.Visits.List(visit => AktionObjects.Text(visit.Visitor, "DocNumber") == number);
        return call.Answer(new JsonObject { ["VisitorId"] = visits.Count > 0 ? visits[0].VisitorId.ToString() : null, ["Name"] = name, ["Surname"] = surname });
    }

    public static SimulatorResponse FindFirms(AktionCall call)
    {
        var wanted = PersonEndpoints.Pattern(call.Text("Title", 200), call);
        var found = Array.FindAll(Firms, firm => wanted.IsMatch(PersonEndpoints.Folded(firm, call)));
        return found.Length > 0
            ? call.AnswerList("Firms", [.. found.Select(firm => new JsonObject { ["Title"] = firm })])
            : throw call.Refuse(1528);
    }

    public static SimulatorResponse CreateActivity(AktionCall call)
    {
        call.BodyId("VisitorId");
        call.BodyObject("Activity");
        return call.Answer(AktionAnswers.Done());
    }

    private static void RequireKiosk(AktionCall call)
    {
        if (!call.Text("MACs").Contains(Kiosk, StringComparison.OrdinalIgnoreCase))
            throw call.Refuse(1534);
    }
}
