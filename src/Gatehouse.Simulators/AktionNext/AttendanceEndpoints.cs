using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>The calls under <c>attendance/</c>. Both ends of a time range are included.</summary>
internal sealed class AttendanceEndpoints(AktionNextData data, AktionObjects objects)
{
    public SimulatorResponse List(AktionCall call) => Answer(call, _ => true);

    public SimulatorResponse ListBySensor(AktionCall call)
    {
        var sensor = KnownSensor(call);
        return Answer(call, passage => passage.SensorName == sensor);
    }

    public SimulatorResponse ListByPerson(AktionCall call)
    {
        var person = call.Text("PersonId", 100);
        if (data.People.Find(person) is null && data.Visits.List(visit => visit.VisitorId.ToString() == person).Count == 0)
            throw call.Refuse(1100, person);
        return Answer(call, passage => passage.PersonId == person);
    }

    public static SimulatorResponse ListDescriptions(AktionCall call)
    {
        KnownSensor(call);
        return call.AnswerList("Descriptions",
        [
            new JsonObject { ["EventCode"] = 0, ["Description"] = "Passage" },
            new JsonObject { ["EventCode"] = 4, ["Description"] = "Doctor" },
        ]);
    }

    private static string KnownSensor(AktionCall call)
    {
        var sensor = call.Text("Sensor");
        return AktionNextData.Sensors.Contains(sensor) ? sensor : throw call.Refuse(1120);
    }

    private SimulatorResponse Answer(AktionCall call, Func<Passage, bool> fits)
    {
        var (from, to) = (call.Date("TimeFrom"), call.Date("TimeTo"));
        var passages = data.Passages.List(passage => passage.Date >= from && passage.Date <= to && fits(passage));
        return call.AnswerList("Passes", [.. passages.Select(objects.Passage)]);
    }
}
