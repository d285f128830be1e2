using System.Globalization;
using Gatehouse.Access;
using Gatehouse.Connectors.Tests.Compliance;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

/// <summary>CavVisit for the compliance suite: check-in is switched on, and the installation takes it.</summary>
public sealed class CavVisitFixture : VendorFixture
{
    private const string Password = "correct horse + staple 9";

    private CavVisitSimulator _simulator = null!;

    public override string System => "cavvisit";

    public override SimulatorHost Host => _simulator.Host;

    public override IReadOnlyDictionary<string, object> LeastSettings => new Dictionary<string, object>
    {
        ["customerId"] = 7,
        ["baseUrl"] = Host.BaseAddress,
    };

    public override IReadOnlyDictionary<string, object> Settings => new Dictionary<string, object>(LeastSettings)
    {
        ["checkInByUpdate"] = true,
        ["checkOutByUpdate"] = true,
    };

    public override IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string> { ["customer-key"] = Installation.Key };

    public override IReadOnlyList<string> Passwords => [Password];

    private CavVisitCustomer Customer => _simulator.Customer(7);

    public override bool ListsPeople(string call) => call.EndsWith("/Hosts/GetHosts", StringComparison.Ordinal);

    public override void RemovePerson(string id) => Customer.Hosts.Remove(int.Parse(id, CultureInfo.InvariantCulture));

    public override int Live(Operation operation) =>
        operation == PeopleOperations.Create ? Customer.Hosts.Count
        : operation == OrganizationOperations.Create ? Customer.Companies.Count
        : Customer.Visits.Count;

    public override Task<IReadOnlyCollection<string>> SeedAsync(Operation list, int count, ComplianceHub hub) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Seed(list, count).Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    public override VisitDraft Visit(string text) => Drafts.Full(Customer.Hosts.List()[0].Id, text) with
    {
        Visitor = new Visitor { Name = $"Chris {text.Trim()}x", Company = text, Email = "chris+a@visitor.example", Phone = "+46 8 1", Mobile = "+46 70 1" },
        Window = new TimeWindow { From = Hour(1), To = Hour(3) },
    };

    public override PersonDraft Person(string text) => Drafts.Person(Customer.Companies.List()[1].Id) with
    {
        FirstName = $"A{text.Trim()}",
        Name = null,
        Department = text,
        EmployeeNo = text,
        Address = new Address { Street = text, PostalCode = "111 22", City = text, Country = "SE" },
        Password = Password,
    };

    public override OrganizationDraft Organization(string text) => Drafts.Organization with { Name = text, Notes = text, VatNumber = text, AccessGroup = text };

    public override PersonFind Find(Person person) => new() { Guid = person.Fields["EmployeeGuid"].GetString() };

    public override AccessSpec Access(string text) => new()
    {
        Subject = new AccessSubject { FirstName = "Chris", LastName = text, Name = $"Chris {text}", Company = text, Email = "chris@visitor.example" },
        Window = new AccessWindow(Hour(1), Hour(3)),
        Host = Customer.Hosts.List()[0].Id.ToString(CultureInfo.InvariantCulture),
        Purpose = text,
    };

    public override IReadOnlyList<string> Clearable(string kind) => kind switch
    {
        "visit" => ["/notes", "/place", "/organizer", "/vehicle", "/visitor/company"],
        "person" => ["/phone", "/department", "/address/street"],
        _ => ["/notes", "/mobile"],
    };

    public override Task RefusedContentAsync(ComplianceHub hub) =>
        hub.CreateAsync(Subjects.Visits, Visit("refused") with { Host = new HostReference { Id = "99999" } });

    public override string? Bears(Operation operation, FaultKind fault) =>
        fault == FaultKind.Empty && (operation.Removes || operation == AccessOperations.Revoke || operation == PeopleOperations.Activate || operation == PeopleOperations.Deactivate)
            ? "What these calls answer is not documented, and may be nothing."
            : null;

    public override ValueTask DisposeAsync() => _simulator.DisposeAsync();

    protected override async Task StartAsync() => _simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
    {
        Host = new SimulatorOptions { Clock = Clock },
        Assumptions = new CavVisitAssumptions { CheckTimesWritable = true },
        Customers = [new CustomerSettings(7, Installation.Key, "Head quarters")],
    });

    private IEnumerable<int> Seed(Operation list, int count)
    {
        var companies = Customer.Companies.List();
        var hosts = Customer.Hosts.List();
        if (list == VisitOperations.List)
        {
            for (var number = Customer.Visits.Count; number < count; number++)
            {
                var from = Customer.LocalNow.Date.AddHours(number % 48);
                Customer.AddVisit(new Simulators.CavVisit.Visit { VisitorName = $"Visitor {number}", Host = hosts[number % hosts.Count].Id, DateVisit = from, DateValidTo = from.AddHours(1) });
            }

            return Customer.Visits.List().Select(visit => visit.Id);
        }

        if (list == PeopleOperations.List)
        {
            for (var number = hosts.Count; number < count; number++)
                Customer.AddHost(new Simulators.CavVisit.Host { Name = $"Host {number}", Active = number % 3 > 0, CompanyId = companies[number % companies.Count].Id });
            return Customer.Hosts.List().Select(host => host.Id);
        }

        for (var number = companies.Count; number < count; number++)
            Customer.AddCompany(new Company { Description = $"Company {number}" });
        return Customer.Companies.List().Select(company => company.Id);
    }
}
