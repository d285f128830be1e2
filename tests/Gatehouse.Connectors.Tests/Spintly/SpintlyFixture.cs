using System.Globalization;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Connectors.Tests.Compliance;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Places;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Spintly;

/// <summary>Spintly for the compliance suite. Its visits are the hub's own record.</summary>
public sealed class SpintlyFixture : VendorFixture
{
    private SpintlySimulator _simulator = null!;

    public override string System => "spintly";

    public override string TimeZone => "Asia/Kolkata";

    public override SimulatorHost Host => _simulator.Host;

    public override IReadOnlyDictionary<string, object> LeastSettings => new Dictionary<string, object>
    {
        ["organisationId"] = "641",
        ["clientId"] = "client",
        ["baseUrl"] = Host.BaseAddress,
        ["tokenUrl"] = _simulator.TokenAddress,
    };

    public override IReadOnlyDictionary<string, object> Settings => LeastSettings;

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["client-secret"] = Installation.Secret };

    public override IReadOnlyList<string> Tokens => Organisation.IssuedTokens;

    private SpintlyOrganisation Organisation => _simulator.Organisation(641);

    private IReadOnlyList<string> Doors =>
        [.. Organisation.AccessPoints.List().Take(3).Select(door => door.Id.ToString(CultureInfo.InvariantCulture))];

    public override void RevokeTokens() => Organisation.RevokeTokens();

    public override int Live(Operation operation) => Organisation.Meetings.Count;

    public override async Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub)
    {
        if (list == VisitOperations.List)
            return await SeedVisitsAsync(hub.Get<VisitRecords>(), count);
        if (list == SiteOperations.List)
        {
            for (var number = Organisation.Sites.Count; number < count; number++)
                Organisation.AddSite($"Site {number}", "Pune");
            return [.. Organisation.Sites.List().Select(site => $"{site.Id}")];
        }

        var sites = Organisation.Sites.List();
        for (var number = Organisation.AccessPoints.Count; number < count; number++)
            Organisation.AddAccessPoint(sites[number % sites.Count].Id, $"Door {number}");
        return [.. Organisation.AccessPoints.List().Select(door => $"{door.Id}")];
    }

    public override VisitDraft Visit(string text) => new()
    {
        Type = text,
        Visitor = new Visitor { FirstName = $"Asha {text.Trim()}x", LastName = "Rao", Company = text, Email = "asha+a@visitor.example", Phone = text, Mobile = text },
        PartySize = 2,
        Vehicle = new Vehicle { Plate = text, Color = text },
        Trailer = new Trailer { Plate = text },
        Host = new HostReference { Id = "h1", Name = text },
        Organization = new NamedReference { Id = "o1", Name = text },
        Escort = new NamedReference { Id = "e1", Name = text },
        Organizer = text,
        Purpose = text,
        Notes = text,
        Location = text,
        Place = text,
        Group = text,
        Window = new TimeWindow { From = Hour(1), To = Hour(3) },
        Fields = new Dictionary<string, JsonElement> { ["accessPoints"] = Json(Doors) },
    };

    public override AccessSpec Access(string text) => new()
    {
        Subject = new AccessSubject { FirstName = "Asha", LastName = text, Company = text, Email = "asha@visitor.example" },
        Window = new AccessWindow(Hour(1), Hour(3)),
        AccessPoints = Doors,
        Purpose = text,
    };

    public override AccessSpec ChangedAccess(AccessSpec spec) => base.ChangedAccess(spec) with { AccessPoints = [spec.AccessPoints[0]] };

    public override IReadOnlyList<string> Clearable(string kind) => ["/notes", "/vehicle/color", "/visitor/company", "/host"];

    public override Task RefusedContentAsync(ComplianceHub hub) => hub.CreateAsync(
        Subjects.Visits, Visit("refused") with { Fields = new Dictionary<string, JsonElement> { ["accessPoints"] = Json(new[] { "999999" }) } });

    // There is no access.inspect: a meeting cannot be read.
    public override bool CanLoad(Operation create) => create != AccessOperations.Apply;

    public override string? Bears(Operation operation, FaultKind fault) =>
        fault == FaultKind.Empty && (operation.Removes || operation == VisitOperations.End || operation == AccessOperations.Revoke)
            ? "What a deletion answers is not documented, and may be nothing."
            : null;

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override async Task StartAsync() => _simulator = await SpintlySimulator.StartAsync(new SpintlySimulatorOptions
    {
        Host = new SimulatorOptions { Clock = Clock },
        Organisations = [new(641, "client", Installation.Secret, "Harbour")],
    });

    private async Task<IReadOnlyCollection<string>> SeedVisitsAsync(VisitRecords records, int count)
    {
        var ids = new List<string>();
        await foreach (var known in records.ListAsync(ComplianceHub.FacilityId, CancellationToken.None))
            ids.Add(known.Id);
        for (var number = ids.Count; number < count; number++)
        {
            var from = Clock.GetUtcNow().AddHours((number % 48) - 24);
            var visit = new Gatehouse.Model.Visit
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{900_000 + number}"),
                Facility = ComplianceHub.FacilityId,
                Status = number % 3 == 0 ? VisitStatus.Cancelled : VisitStatus.Expected,
                Visitor = new Visitor { Name = $"Visitor {number}" }.WithNames(),
                Window = new TimeWindow { From = from, To = from.AddHours(1) },
                Host = new HostReference { Id = $"h{number % 4}" },
            };
            await records.PutAsync(visit, CancellationToken.None);
            ids.Add(visit.Id);
        }

        return ids;
    }
}
