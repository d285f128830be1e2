using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class CompanyTests : CavVisitTest
{
    [Fact]
    public async Task GetCompanies_answers_all_members_of_all_companies()
    {
        var (_, body) = await GetAsync("Companies/GetCompanies", Headquarters);

        body!.AsArray().Count.ShouldBe(Headquarters.Companies.Count);
        body!.AsArray()[0]!.AsObject().Select(member => member.Key).ShouldBe(ModelMembers.Company);
    }

    [Fact]
    public async Task The_seed_example_creates_a_company()
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "Companies/CreateCompany", Headquarters, ("Company", """
            {"Description": "Web Api Company", "Address": "Regeringsgatan 22", "City": "Stockholm", "PostCode": "17 32", "Country": "SE",
             "DefaultCheckOutMinutes": "30", "Email": "api@api-company.se", "Telephone": "0046888971", "MobilePhone": "0046702525",
             "VatNumber": "SE0704588", "Notes": "Created by API", "RcoAccessGroup": "RCO Grupp 1"}
            """));

        status.ShouldBe(HttpStatusCode.OK);
        var company = body!.AsArray().ShouldHaveSingleItem()!;
        company["DefaultCheckOutMinutes"]!.GetValue<int>().ShouldBe(30);
        company["RegistrationDate"]!.GetValue<string>().ShouldBe("2026-06-15T10:00:00");
        Headquarters.Companies.Find((int)company["Id"]!)!.RcoAccessGroup.ShouldBe("RCO Grupp 1");
    }

    [Fact]
    public async Task Every_writable_member_survives_update_and_get()
    {
        var stored = Headquarters.Companies.List()[1];
        var sent = new JsonObject { ["Id"] = stored.Id };
        foreach (var member in ModelMembers.Company.Except(["Id", "RegistrationDate"]))
            sent[member] = member == "DefaultCheckOutMinutes" ? 45 : $"{member} changed";

        await SendAsync(HttpMethod.Put, "Companies/UpdateCompany", Headquarters, ("Company", sent.ToJsonString()));

        var (_, body) = await GetAsync("Companies/GetCompanies", Headquarters);
        var company = body!.AsArray().Single(company => (int)company!["Id"]! == stored.Id)!;
        foreach (var (member, value) in sent)
            company[member]!.ToJsonString().ShouldBe(value!.ToJsonString(), member);
        company["RegistrationDate"]!.GetValue<string>().ShouldBe("2026-06-15T10:00:00");
    }

    [Fact]
    public async Task DeleteCompany_removes_it_once()
    {
        var id = Headquarters.Companies.List()[0].Id;

        (await SendAsync(HttpMethod.Delete, "Companies/DeleteCompany", Headquarters, ("id", id))).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, "Companies/DeleteCompany", Headquarters, ("Id", id))).Status.ShouldBe(HttpStatusCode.NotFound);

        Headquarters.Companies.Find(id).ShouldBeNull();
    }

    [Theory]
    [InlineData("POST", "CreateCompany", """{"City": "Stockholm"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "CreateCompany", """{"Description": "A", "DefaultCheckOutMinutes": "soon"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "UpdateCompany", """{"Id": 9, "Description": "A"}""", HttpStatusCode.NotFound)]
    [InlineData("PUT", "UpdateCompany", """{"Id": 221}""", HttpStatusCode.BadRequest)]
    public async Task A_bad_company_is_refused(string method, string operation, string company, HttpStatusCode expected)
    {
        var (status, body) = await SendAsync(new HttpMethod(method), $"Companies/{operation}", Headquarters, ("Company", company));

        status.ShouldBe(expected);
        body!["Message"].ShouldNotBeNull();
    }
}
