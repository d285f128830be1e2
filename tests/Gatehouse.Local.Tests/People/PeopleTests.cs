using System.Globalization;
using System.Net;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Local.Tests.People;

public abstract class PeopleTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task A_person_is_created_found_changed_deactivated_activated_and_deleted()
    {
        await using var site = await hub.InstallAsync();
        var company = Company(site);
        var draft = new
        {
            name = "Pia Maria Person",
            email = "pia@host.example",
            otherEmails = new[] { "p@home.example" },
            employeeNo = "E-77",
            password = "first-password",
            organization = new { id = company },
            address = new { street = "Storgatan 1", city = "Stockholm" },
        };

        var person = (await hub.Admin.PostAsync(site.People, draft)).Is(HttpStatusCode.Created);
        (person.Text("firstName"), person.Text("lastName"), person.Text("active")).ShouldBe(("Pia Maria", "Person", "True"));
        var stored = site.Customer.Hosts.Find(person.Number())!;
        (stored.Name, stored.Surname, stored.WebPassword).ShouldBe(("Pia Maria", "Person", "first-password"));

        (await hub.Admin.GetAsync($"{site.People}/find?guid={stored.EmployeeGuid}")).Is(HttpStatusCode.OK).Id().ShouldBe(person.Id());
        var address = $"{site.People}/{person.Id()}";
        var patched = (await hub.Admin.PatchAsync(address, """{"lastName":"Parson","address":{"city":null}}""")).Is(HttpStatusCode.OK);
        patched.Text("name").ShouldBe("Pia Maria Parson");
        patched.Text("address/street").ShouldBe("Storgatan 1");
        patched.Text("address/city").ShouldBeNull();
        site.Customer.Hosts.Find(person.Number())!.WebPassword.ShouldBe("first-password");

        (await hub.Admin.PostAsync($"{address}/deactivate")).Is(HttpStatusCode.OK).Text("active").ShouldBe("False");
        site.Customer.Hosts.Find(person.Number())!.Active.ShouldBeFalse();
        (await hub.Admin.PostAsync($"{address}/activate")).Is(HttpStatusCode.OK).Text("active").ShouldBe("True");
        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync(address)).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await hub.Admin.PostAsync($"{address}/activate")).IsProblem(HttpStatusCode.NotFound, "not_found");

        var audit = (await hub.Admin.GetAsync($"audit?facility={site.Id}&resource=/api/v1/{site.People}")).Is(HttpStatusCode.OK);
        audit.Items().Select(entry => $"{entry.Text("operation")} {entry.Text("before/name")} {entry.Text("before/active")}").ShouldBe(
            ["deletePerson Pia Maria Parson True", "activatePerson Pia Maria Parson False", "deactivatePerson Pia Maria Parson True", "updatePerson Pia Maria Person True", "createPerson  "]);
        audit.GetRawText().ShouldNotContain("first-password");
    }

    [Fact]
    public async Task A_person_with_a_key_is_put_twice_and_posted_again()
    {
        await using var site = await hub.InstallAsync();
        var draft = new { key = "hr-1", name = "Key Person", organization = new { id = Company(site) } };

        var first = (await hub.Admin.PostAsync(site.People, draft)).Is(HttpStatusCode.Created);
        (await hub.Admin.PostAsync(site.People, draft)).Is(HttpStatusCode.OK).Id().ShouldBe(first.Id());
        (await hub.Admin.PutAsync($"{site.People}/key:hr-1", """{"department":"IT"}""")).Is(HttpStatusCode.OK).Text("department").ShouldBe("IT");
        (await hub.Admin.PostAsync(site.People, draft with { name = "Another" })).IsProblem(HttpStatusCode.Conflict, "key_in_use");
        site.Customer.Hosts.List(host => host.Surname == "Person").Count.ShouldBe(1);
        (await hub.Admin.DeleteAsync($"{site.People}/key:hr-1")).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync($"{site.People}/key:hr-1")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("q=bjorn", 0)]
    [InlineData("q=björn", 1)]
    [InlineData("email=HOST3.7@host.example", 1)]
    [InlineData("active=false", 1)]
    [InlineData("phone=%2B46705550004", 1)]
    public async Task A_list_has_the_people_that_fit(string condition, int count)
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.GetAsync($"{site.People}?{condition}")).Is(HttpStatusCode.OK).Items().Count.ShouldBe(count);
    }

    [Fact]
    public async Task Pages_walk_over_all_companies_and_hold_each_person_once()
    {
        await using var site = await hub.InstallAsync();
        var ids = new List<int>();
        for (var path = $"{site.People}?limit=5"; path is not null;)
        {
            var page = (await hub.Admin.GetAsync(path)).Is(HttpStatusCode.OK);
            page.Items().Count.ShouldBeLessThanOrEqualTo(5);
            ids.AddRange(page.Items().Select(person => person.Number()));
            path = page.Text("nextLink");
        }

        ids.Order().ShouldBe(site.Customer.Hosts.List().Select(host => host.Id));
    }

    [Fact]
    public async Task A_search_that_the_vendor_has_not_says_which_it_has()
    {
        await using var site = await hub.InstallAsync();

        (await hub.Admin.GetAsync($"{site.People}/find?phone=123")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid")
            .Pointers().ShouldContain("/guid");
        (await hub.Admin.GetAsync($"{site.People}/find?guid=unknown")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_list_over_all_facilities_has_each_person_once_and_names_the_vendor_that_is_down()
    {
        await using var up = await hub.InstallAsync();
        await using var down = await hub.InstallAsync();
        await down.SetResilienceAsync(new { retries = 0 });
        down.Faults.Add(new Fault(FaultKind.Status) { Status = 503 });

        var list = (await hub.Admin.GetAsync("people?limit=200&q=Wallin")).Is(HttpStatusCode.OK);

        list.Items().Count(person => person.Text("facility") == up.Id).ShouldBe(1);
        list.Items().ShouldAllBe(person => person.Text("facility") != down.Id);
        list.GetProperty("failures").EnumerateArray().Select(failure => failure.Text("facility")).ShouldContain(down.Id);
    }

    private static string Company(Installation site) => site.Customer.Companies.List()[0].Id.ToString(CultureInfo.InvariantCulture);
}
