using System.Globalization;
using Gatehouse.Local.Demo;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.AktionNext;

namespace Gatehouse.Local.Tests.Grants;

/// <summary>What the simulated vendors hold that lets somebody called Åsa in.</summary>
internal sealed class VendorHoldings(DemoVendors vendors)
{
    /// <summary>How many things each vendor holds of a subject: CavVisit, Aktion NEXT, Happy Habitat, and days at VIZpin.</summary>
    public (int CavVisit, int Aktion, int Homes, int VizPin) Held(string last) => (
        vendors.CavVisit.Customer(1).Visits.List(visit => visit.VisitorName == $"Åsa {last}").Count,
        AktionVisits(last).Count(visit => visit.State is not (VisitStates.Left or VisitStates.Rejected)),
        vendors.HappyHabitat.Data.ActiveVisits.Count(visit => visit.VisitorName == $"Åsa {last}"),
        Openings(last).Count);

    public IReadOnlyList<Visit> AktionVisits(string last) =>
        vendors.AktionNext.Data.Visits.List(visit => visit.Visitor.ToString().Contains($"\"{last}\"", StringComparison.Ordinal));

    /// <summary>The days from today on at which a subject opens something at VIZpin.</summary>
    public IReadOnlyList<DateOnly> Openings(string last)
    {
        var data = vendors.VizPin.Data;
        var today = data.TodayAt(data.Locations.List()[0].Id);
        return data.Users.List(user => user.Text("last_name") == last).SingleOrDefault() is { } user
            ? [.. Enumerable.Range(0, 60).Select(today.AddDays).Where(day => data.OpeningsOn(day).Any(opening => opening.User == user.Id))]
            : [];
    }

    /// <summary>Whether the meeting of a target is there.</summary>
    public bool Meets(System.Text.Json.JsonElement target) =>
        target.Text("vendorId") is { } id && vendors.Spintly.Organisations[0].Meetings.Find(int.Parse(id, CultureInfo.InvariantCulture)) is not null;
}
