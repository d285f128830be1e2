using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The calls under <c>residentvisits</c>: seed 003, with the behaviours that vendors.md, 003 read in the product's source.</summary>
internal sealed class VisitEndpoints(HappyHabitatData data, HappyHabitatAssumptions assumptions)
{
    private static HappyHabitatJson Json => HappyHabitatJson.Vendor;

    public SimulatorResponse List(SimulatedRequest request) => HappyHabitatAnswers.Ok(data.ActiveVisits, Json.IReadOnlyListResidentVisit);

    public SimulatorResponse ListByResident(SimulatedRequest request)
    {
        var resident = HappyHabitatAnswers.Id(request, "residentId");
        return HappyHabitatAnswers.Ok(data.Visits.List(visit => visit.IsActive && visit.ResidentId == resident), Json.IReadOnlyListResidentVisit);
    }

    public SimulatorResponse Get(SimulatedRequest request) =>
        data.Visits.Find(HappyHabitatAnswers.Id(request, "id")) is { IsActive: true } visit
            ? HappyHabitatAnswers.Ok(visit, Json.ResidentVisit)
            : HappyHabitatAnswers.Problem(404);

    public SimulatorResponse Create(SimulatedRequest request)
    {
        var input = Checked(request);
        var resident = ResidentOf(input, request);
        var added = data.AddVisit(input.Over(new ResidentVisit(), resident.FullName));
        var location = new Dictionary<string, string>(StringComparer.Ordinal) { ["Location"] = $"{HappyHabitatSimulation.Root}ResidentVisits/{added.Id}" };
        return HappyHabitatAnswers.Ok(added, Json.ResidentVisit, 201) with { Headers = location };
    }

    // A deleted visit is changed all the same; only reads leave it out.
    public SimulatorResponse Update(SimulatedRequest request)
    {
        var id = HappyHabitatAnswers.Id(request, "id");
        var input = Checked(request);
        if (data.Visits.Find(id) is null)
            return HappyHabitatAnswers.Problem(404);

        var resident = ResidentOf(input, request);
        return HappyHabitatAnswers.Ok(data.Visits.Change(id, stored => input.Over(stored, resident.FullName))!, Json.ResidentVisit);
    }

    public SimulatorResponse Delete(SimulatedRequest request) =>
        data.Visits.Change(HappyHabitatAnswers.Id(request, "id"), visit => visit with { IsActive = false }) is null
            ? HappyHabitatAnswers.Problem(404)
            : SimulatorResponse.Nothing(204);

    private VisitInput Checked(SimulatedRequest request)
    {
        var input = HappyHabitatAnswers.Read(request, Json.VisitInput);
        var missing = new (string Field, bool IsMissing)[]
        {
            ("VisitorName", string.IsNullOrWhiteSpace(input.VisitorName)),
            ("TotalPeople", input.TotalPeople is null),
            ("Subject", string.IsNullOrWhiteSpace(input.Subject)),
            ("ArrivalDate", string.IsNullOrWhiteSpace(input.ArrivalDate)),
        };
        if (missing.Any(field => field.IsMissing))
        {
            throw new RefusedException(HappyHabitatAnswers.Validation(
                missing.Where(field => field.IsMissing).Select(field => (field.Field, $"The {field.Field} field is required."))));
        }

        var longest = new[] { input.VisitorName, input.VehicleColor, input.LicensePlate, input.Subject, input.ArrivalDate, input.DepartureDate }
            .Max(text => text?.Length ?? 0);
        return longest > assumptions.LongestText ? throw new RefusedException(HappyHabitatAnswers.DatabaseError) : input;
    }

    private Resident ResidentOf(VisitInput input, SimulatedRequest request) =>
        data.Residents.Find(input.ResidentId)
        ?? throw new RefusedException(HappyHabitatAnswers.Text(request, 400, HappyHabitatAnswers.ResidentNotFound));
}
