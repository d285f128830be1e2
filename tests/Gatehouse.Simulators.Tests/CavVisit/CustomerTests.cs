using System.Net;
using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class CustomerTests : CavVisitTest
{
    public static TheoryData<string, string> Operations => new()
    {
        { "GET", "Visits/GetVisits" }, { "GET", "Visits/GetVisitById" }, { "GET", "Visits/GetVisitsByHost" },
        { "GET", "Visits/GetVisitsByDate" }, { "POST", "Visits/CreateVisit" }, { "POST", "Visits/CreateGroupVisit" },
        { "PUT", "Visits/UpdateVisit" }, { "DELETE", "Visits/DeleteVisit" }, { "GET", "Companies/GetCompanies" },
        { "POST", "Companies/CreateCompany" }, { "PUT", "Companies/UpdateCompany" }, { "DELETE", "Companies/DeleteCompany" },
        { "GET", "Hosts/GetHost" }, { "GET", "Hosts/GetHostByGuid" }, { "GET", "Hosts/GetHosts" }, { "POST", "Hosts/CreateHost" },
        { "PUT", "Hosts/UpdateHost" }, { "DELETE", "Hosts/DeleteHost" }, { "PUT", "Hosts/ActivateHost" }, { "PUT", "Hosts/DeactivateHost" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_refuses_a_wrong_pair_of_keys(string method, string path)
    {
        string[] pairs =
        [
            "", "customerId=1", "customerKey=demo-key-hq", "customerKey=wrong&customerId=1", "customerKey=demo-key-west&customerId=1",
            "customerKey=DEMO-KEY-HQ&customerId=1", "customerKey=demo-key-hq&customerId=3", "customerKey=demo-key-hq&customerId=one",
        ];
        foreach (var pair in pairs)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?{pair}");
            var (status, body) = await ReadAsync(await Client.SendAsync(request));

            status.ShouldBe(HttpStatusCode.Unauthorized, pair);
            body!["Message"]!.GetValue<string>().ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_customer_sees_nothing_of_another()
    {
        var visit = Headquarters.Visits.List()[0];

        (await GetAsync("Visits/GetVisitById", West, ("id", visit.Id))).Body!.AsArray().ShouldBeEmpty();
        (await GetAsync("Visits/GetVisitsByHost", West, ("hostId", visit.Host))).Body!.AsArray().ShouldBeEmpty();
        (await GetAsync("Hosts/GetHost", West, ("hostId", visit.Host))).Body!.AsArray().ShouldBeEmpty();
        (await GetAsync("Visits/GetVisits", West)).Body!.AsArray().Select(other => (int)other!["Id"]!)
            .ShouldBe(West.Visits.List().Select(other => other.Id));
    }

    [Fact]
    public async Task A_customer_changes_nothing_of_another()
    {
        var visit = Headquarters.Visits.List()[0];
        var update = JsonText(new { visit.Id, VisitorName = "Changed", Host = West.Hosts.List()[0].Id });

        (await SendAsync(HttpMethod.Put, "Visits/UpdateVisit", West, ("Visit", update))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, "Visits/DeleteVisit", West, ("Id", visit.Id))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Put, "Hosts/DeactivateHost", West, ("hostId", visit.Host))).Status.ShouldBe(HttpStatusCode.NotFound);

        Headquarters.Visits.Find(visit.Id).ShouldBe(visit);
        Headquarters.Hosts.Find(visit.Host)!.Active.ShouldBeTrue();
    }

    [Fact]
    public void Seeds_have_what_a_demo_needs()
    {
        foreach (var customer in Simulator.Customers)
        {
            customer.Companies.Count.ShouldBe(3);
            customer.Hosts.Count.ShouldBe(12);
            foreach (var host in customer.Hosts.List())
            {
                string?[] known = [host.Personnumber, host.AdditionalEmails, host.CardNumber, host.EmployeeNo, host.EmployeeGuid];
                known.ShouldAllBe(text => !string.IsNullOrEmpty(text));
            }

            var today = customer.LocalNow.Date;
            var visits = customer.Visits.List(visit => visit.DateVisit.Date == today);
            visits.ShouldContain(visit => visit.DateCheckedIn != default && visit.DateCheckedOut == default);
            visits.ShouldContain(visit => visit.DateCheckedIn == default && visit.DateVisit > customer.LocalNow);
        }

        Headquarters.LocalNow.ShouldBe(new DateTime(2026, 6, 15, 10, 0, 0));
        West.LocalNow.ShouldBe(new DateTime(2026, 6, 15, 1, 0, 0));
    }

    [Fact]
    public async Task Other_customers_can_be_given()
    {
        await using var simulator = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Customers = [new CustomerSettings(77, "my-key", "Mine", "Asia/Kolkata")],
        });

        var address = new Uri(simulator.Host.BaseAddress, "Companies/GetCompanies?customerKey=my-key&customerId=77");
        (await ReadAsync(await Client.GetAsync(address))).Body!.AsArray().Count.ShouldBe(3);
    }
}
