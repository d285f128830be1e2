using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>The calls under <c>Hosts/</c>: seed 000 "Hosts".</summary>
internal sealed class HostEndpoints(CavVisitAssumptions assumptions, CavVisitAnswers answers)
{
    public SimulatorResponse Get(CavVisitCall call) =>
        Answer(call.Customer.Hosts.Find(call.Int("hostId")) is { } host ? [host] : []);

    public SimulatorResponse GetByGuid(CavVisitCall call)
    {
        var guid = call.Text("hostGuid");
        return Answer(call.Customer.Hosts.List(host => string.Equals(host.EmployeeGuid, guid, StringComparison.OrdinalIgnoreCase)));
    }

    public SimulatorResponse List(CavVisitCall call)
    {
        var company = call.Int("company");
        return Answer(call.Customer.Hosts.List(host => host.CompanyId == company));
    }

    public SimulatorResponse Create(CavVisitCall call) =>
        Answer([call.Customer.AddHost(Checked(call.Object("Host", answers.Json.Host), call.Customer))]);

    public SimulatorResponse Update(CavVisitCall call)
    {
        var sent = call.Object("Host", answers.Json.Host);
        var updated = call.Customer.Hosts.Change(sent.Id, stored =>
        {
            var host = assumptions.UpdateMode == UpdateMode.Merge ? call.Merged("Host", stored, answers.Json.Host) : sent;
            host = host with { EmployeeGuid = stored.EmployeeGuid, WebPassword = host.WebPassword ?? stored.WebPassword };
            return Checked(host, call.Customer);
        });
        return updated is null ? NotFound(sent.Id) : Answer([updated]);
    }

    public SimulatorResponse Delete(CavVisitCall call)
    {
        var id = call.Int("hostId", "Id");
        return call.Customer.Hosts.Remove(id) is { } removed
            ? CavVisitAnswers.Assumed(assumptions.DeleteAnswer, [removed], answers.Json.IReadOnlyListHost)
            : NotFound(id);
    }

    public SimulatorResponse Activate(CavVisitCall call) => SetActive(call, active: true);

    public SimulatorResponse Deactivate(CavVisitCall call) => SetActive(call, active: false);

    private SimulatorResponse SetActive(CavVisitCall call, bool active)
    {
        var id = call.Int("hostId");
        return call.Customer.Hosts.Change(id, host => host with { Active = active }) is { } changed
            ? CavVisitAnswers.Assumed(assumptions.ActivationAnswer, [changed], answers.Json.IReadOnlyListHost)
            : NotFound(id);
    }

    private SimulatorResponse Answer(IReadOnlyList<Host> hosts) => CavVisitAnswers.List(hosts, answers.Json.IReadOnlyListHost);

    private SimulatorResponse NotFound(int id) => answers.Error(404, $"Host {id} was not found.");

    private Host Checked(Host host, CavVisitCustomer customer)
    {
        if (string.IsNullOrWhiteSpace(host.Name))
            throw answers.Refuse(400, "The request is invalid: Name is missing.");
        if (customer.Companies.Find(host.CompanyId) is null)
            throw answers.Refuse(400, $"The request is invalid: CompanyId {host.CompanyId} is unknown.");
        return host;
    }
}
