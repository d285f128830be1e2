using System.Net;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Organizations;

public abstract class OrganizationTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    [Fact]
    public async Task An_organization_is_created_changed_listed_and_deleted()
    {
        await using var site = await hub.InstallAsync();
        var organization = (await hub.Admin.PostAsync(
            site.Organizations, new { name = "Fresh Company", vatNumber = "SE1", autoCheckOutMinutes = 45, address = new { city = "Lund" } })).Is(HttpStatusCode.Created);
        var address = $"{site.Organizations}/{organization.Id()}";

        var patched = (await hub.Admin.PatchAsync(address, """{"vatNumber":null,"notes":"New"}""")).Is(HttpStatusCode.OK);
        (patched.Text("vatNumber"), patched.Text("notes"), patched.Text("address/city"), patched.Text("autoCheckOutMinutes"))
            .ShouldBe((null, "New", "Lund", "45"));
        (await hub.Admin.GetAsync($"{site.Organizations}?q=fresh")).Is(HttpStatusCode.OK).Items().Select(item => item.Id()).ShouldBe([organization.Id()]);
        (await hub.Admin.GetAsync($"{address}?include=raw")).Is(HttpStatusCode.OK).Text("raw/Description").ShouldBe("Fresh Company");
        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        (await hub.Admin.GetAsync(address)).IsProblem(HttpStatusCode.NotFound, "not_found");
        site.Customer.Companies.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_organization_with_a_key_is_made_once()
    {
        await using var site = await hub.InstallAsync();
        var address = $"{site.Organizations}/key:erp.4711";

        var first = (await hub.Admin.PutAsync(address, """{"name":"Keyed AB"}""")).Is(HttpStatusCode.Created);
        (await hub.Admin.PutAsync(address, """{"name":"Keyed AB","email":"a@b.example"}""")).Is(HttpStatusCode.OK).Id().ShouldBe(first.Id());
        (await hub.Admin.GetAsync(address)).Is(HttpStatusCode.OK).Text("email").ShouldBe("a@b.example");
        site.Customer.Companies.List(company => company.Description == "Keyed AB").Count.ShouldBe(1);
        (await hub.Admin.DeleteAsync(address)).Is(HttpStatusCode.NoContent);
        site.Customer.Companies.Count.ShouldBe(3);
    }
}
