using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class HostTests : CavVisitTest
{
    [Fact]
    public async Task GetHost_answers_a_list_of_one_with_all_members_and_no_password()
    {
        Headquarters.Hosts.Find(SomeHost)!.WebPassword.ShouldNotBeNull();

        var (_, body) = await GetAsync("Hosts/GetHost", Headquarters, ("hostId", SomeHost));

        var host = body!.AsArray().ShouldHaveSingleItem()!.AsObject();
        host.Select(member => member.Key).ShouldBe(ModelMembers.Host);
        host["WebPassword"].ShouldBeNull();
        host["Additional_Emails"]!.GetValue<string>().Split(',').Length.ShouldBe(2);
    }

    [Fact]
    public async Task GetHostByGuid_finds_the_host()
    {
        var guid = Headquarters.Hosts.Find(SomeHost)!.EmployeeGuid!;

        (await GetAsync("Hosts/GetHostByGuid", Headquarters, ("hostGuid", guid))).Body![0]!["Id"]!.GetValue<int>().ShouldBe(SomeHost);
        (await GetAsync("Hosts/GetHostByGuid", Headquarters, ("hostGuid", "12345"))).Body!.AsArray().ShouldBeEmpty();
        (await GetAsync("Hosts/GetHostByGuid", West, ("hostGuid", guid))).Body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task GetHosts_answers_the_hosts_of_one_company()
    {
        var company = Headquarters.Companies.List()[1].Id;

        var (_, body) = await GetAsync("Hosts/GetHosts", Headquarters, ("company", company));

        body!.AsArray().Select(host => (int)host!["Id"]!).ShouldBe(
            Headquarters.Hosts.List(host => host.CompanyId == company).Select(host => host.Id));
        body!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_seed_example_creates_a_host()
    {
        var company = Headquarters.Companies.List()[0].Id;

        var (status, body) = await SendAsync(HttpMethod.Post, "Hosts/CreateHost", Headquarters, ("Host", $$"""
            {"Active": "true", "Name": "Chris", "Surname": "Park", "Personnumber": "860601", "Address": "Regeringsgatan 34",
             "PostCode": "12732", "City": "Stockholm", "Country": "SE", "Email": "info@chris-park.gr", "Phone": "2651026262",
             "Mobile": "6948686565", "Additional_Emails": "chris@park.se,chris-park@cavvisit-sa.com", "Department": "IT Stockholm",
             "CardNumber": "112256985", "WebEnabled": "true", "WebUsername": "chrispark", "WebPassword": "peace-out123",
             "CampTracAccount": "1256666", "CompanyId": "{{company}}"}
            """));

        status.ShouldBe(HttpStatusCode.OK);
        var host = body!.AsArray().ShouldHaveSingleItem()!;
        host["Active"]!.GetValue<bool>().ShouldBeTrue();
        host["CampTracAccount"]!.GetValue<int>().ShouldBe(1256666);
        Guid.TryParse(host["EmployeeGuid"]!.GetValue<string>(), out _).ShouldBeTrue();
        host.ToJsonString().ShouldNotContain("peace-out123");
        Headquarters.Hosts.Find((int)host["Id"]!)!.WebPassword.ShouldBe("peace-out123");
    }

    [Fact]
    public async Task Every_writable_member_survives_update_and_get()
    {
        var stored = Headquarters.Hosts.Find(SomeHost)!;
        var sent = new JsonObject { ["Id"] = stored.Id };
        foreach (var member in ModelMembers.Host.Except(["Id", "EmployeeGuid", "WebPassword"]))
        {
            sent[member] = member switch
            {
                "Active" or "WebEnabled" => false,
                "CampTracAccount" => 17,
                "CompanyId" => Headquarters.Companies.List()[2].Id,
                _ => $"{member} changed",
            };
        }

        await SendAsync(HttpMethod.Put, "Hosts/UpdateHost", Headquarters, ("Host", sent.ToJsonString()));

        var host = (await GetAsync("Hosts/GetHost", Headquarters, ("hostId", SomeHost))).Body![0]!;
        foreach (var (member, value) in sent)
            host[member]!.ToJsonString().ShouldBe(value!.ToJsonString(), member);
        host["EmployeeGuid"]!.GetValue<string>().ShouldBe(stored.EmployeeGuid);
        Headquarters.Hosts.Find(SomeHost)!.WebPassword.ShouldBe(stored.WebPassword, "a password that is not sent stays");
    }

    [Fact]
    public async Task A_host_is_deactivated_and_activated()
    {
        (await SendAsync(HttpMethod.Put, "Hosts/DeactivateHost", Headquarters, ("hostId", SomeHost))).Body!.GetValue<bool>().ShouldBeTrue();
        Headquarters.Hosts.Find(SomeHost)!.Active.ShouldBeFalse();

        (await SendAsync(HttpMethod.Put, "Hosts/ActivateHost", Headquarters, ("hostId", SomeHost))).Body!.GetValue<bool>().ShouldBeTrue();
        Headquarters.Hosts.Find(SomeHost)!.Active.ShouldBeTrue();
    }

    [Theory]
    [InlineData("hostId")]
    [InlineData("Id")]
    public async Task Both_names_of_the_id_delete(string name)
    {
        var id = SomeHost;

        (await SendAsync(HttpMethod.Delete, "Hosts/DeleteHost", Headquarters, (name, id))).Status.ShouldBe(HttpStatusCode.OK);

        Headquarters.Hosts.Find(id).ShouldBeNull();
    }

    [Theory]
    [InlineData("DELETE", "DeleteHost")]
    [InlineData("PUT", "ActivateHost")]
    [InlineData("PUT", "DeactivateHost")]
    public async Task An_unknown_host_is_404(string method, string operation)
    {
        var (status, body) = await SendAsync(new HttpMethod(method), $"Hosts/{operation}", Headquarters, ("hostId", 1));

        status.ShouldBe(HttpStatusCode.NotFound);
        body!["Message"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"Surname": "Park", "CompanyId": 221}""", "Name")]
    [InlineData("""{"Name": "Chris", "CompanyId": 9}""", "CompanyId")]
    [InlineData("""{"Name": "Chris", "CompanyId": 221, "Active": "often"}""", "Active")]
    public async Task A_bad_host_is_400(string host, string inMessage)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "Hosts/CreateHost", Headquarters, ("Host", host));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!["Message"]!.GetValue<string>().ShouldContain(inMessage);
    }
}
