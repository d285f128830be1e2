using System.Net;
using Gatehouse.Connectors;
using Gatehouse.Credentials;
using Gatehouse.Operations;
using Gatehouse.People;
using Gatehouse.Places;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Places;

public sealed class PlaceTests : IAsyncLifetime
{
    private readonly DoorConnector _doors = new();
    private Hub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await Hub.StartAsync(register: services => services.AddSingleton<Connector>(_doors.Create()));
        using var put = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/hq", """{"name":"HQ","system":"doors","timeZone":"UTC"}""");
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Sites_and_access_points_are_created_by_key_read_changed_and_listed()
    {
        using var site = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/hq/sites/key:north", """{"name":"North","timeZone":"Europe/Stockholm"}""");
        site.StatusCode.ShouldBe(HttpStatusCode.Created, await site.Content.ReadAsStringAsync());
        site.Headers.Location!.ToString().ShouldBe("/api/v1/facilities/hq/sites/s1");
        using var point = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/access-points", """{"name":"Door","site":{"id":"key:north"}}""");
        point.StatusCode.ShouldBe(HttpStatusCode.Created, await point.Content.ReadAsStringAsync());
        (await point.JsonAsync()).GetProperty("site").Text("id").ShouldBe("s1");

        using var changed = await _hub.Admin.SendJsonAsync(HttpMethod.Patch, "facilities/hq/sites/key:north", """{"name":"North wing"}""");
        var read = await _hub.Admin.GetJsonAsync("facilities/hq/sites/key:north");
        (read.Text("id"), read.Text("key"), read.Text("name"), read.Text("timeZone")).ShouldBe(("s1", "north", "North wing", "Europe/Stockholm"));

        var points = await _hub.Admin.GetJsonAsync("facilities/hq/access-points?site=key:north&q=Do");
        points.GetProperty("value")[0].Text("name").ShouldBe("Door");
        (_doors.Asked.OfType<PlaceQuery>().Last() is { Site: "s1", Text: "Do" }).ShouldBeTrue();
        (await _hub.Admin.GetJsonAsync("facilities/hq/sites")).GetProperty("value").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_with_a_place_is_named_at_once()
    {
        using var site = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/sites", """{"timeZone":"Mars","unknown":1}""");
        (await site.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/unknown", "/timeZone", "/name"], ignoreOrder: true);
        using var point = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/access-points", """{"site":{"id":"key:nowhere"}}""");
        (await point.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/site/id"]);
        using var deletion = await _hub.Admin.DeleteAsync("facilities/hq/sites/s1");
        deletion.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Roles_are_listed_and_read()
    {
        (await _hub.Admin.GetJsonAsync("facilities/hq/roles?site=s1")).GetProperty("value")[0].Text("name").ShouldBe("Day");
        (await _hub.Admin.GetJsonAsync("facilities/hq/roles/r1")).Text("id").ShouldBe("r1");
        using var missing = await _hub.Admin.GetAsync("facilities/hq/roles/r2");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_person_is_associated_with_sites_by_id_or_key()
    {
        using var site = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/hq/sites/key:north", """{"name":"North"}""");

        using var done = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/associate", """{"sites":["key:north","s7"]}""");

        (await done.JsonAsync()).Text("id").ShouldBe("p1");
        _doors.Asked.OfType<PersonAssociate>().Single().Sites.ShouldBe(["s1", "s7"]);
        using var none = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/associate", "{}");
        (await none.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/sites"]);
        using var unknown = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/associate", """{"sites":["key:x"]}""");
        (await unknown.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["/sites/0"]);
    }

    [Fact]
    public async Task People_needing_access_are_listed_by_pages()
    {
        var first = await _hub.Admin.GetJsonAsync("facilities/hq/people/needing-access?site=s1&limit=1");
        first.GetProperty("value")[0].Text("id").ShouldBe("p9");
        var second = await _hub.Admin.GetJsonAsync(first.Text("nextLink"));
        second.GetProperty("nextLink").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        _doors.Asked.OfType<NeedingAccessQuery>().Select(query => (query.Site, query.Page.Position)).ShouldBe([("s1", null), ("s1", "more")]);
    }

    [Fact]
    public async Task A_deletion_that_reaches_far_is_confirmed()
    {
        using var refused = await _hub.Admin.DeleteAsync("facilities/hq/people/p1");
        (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["confirm"]);
        using var done = await _hub.Admin.DeleteAsync("facilities/hq/people/p1?confirm=all-accounts");
        done.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        _doors.Asked.OfType<ItemRequest>().Single().ShouldBe(new ItemRequest("p1", "all-accounts"));
    }

    [Fact]
    public async Task Credentials_are_listed_issued_and_renewed()
    {
        (await _hub.Admin.GetJsonAsync("facilities/hq/people/p1/credentials")).GetProperty("value")[0].Text("value").ShouldBe("4711");
        (await _hub.Admin.GetJsonAsync("facilities/hq/visits/v1/credentials")).GetProperty("value")[0].Text("kind").ShouldBe("card");
        _doors.Asked.OfType<CredentialQuery>().ShouldBe([new CredentialQuery(Person: "p1"), new CredentialQuery(Visit: "v1")]);
        using var renewed = await _hub.Admin.PostAsync("facilities/hq/visits/v1/credentials/refresh", null);
        (await renewed.JsonAsync()).GetProperty("value")[0].Text("value").ShouldBe("new");

        using var issued = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/credentials", """{"organization":"o1"}""", "key-1");
        (issued.StatusCode, (await issued.JsonAsync()).Text("value")).ShouldBe((HttpStatusCode.Created, "1234"));
        using var replayed = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/credentials", """{"organization":"o1"}""", "key-1");
        (await replayed.JsonAsync()).TryGetProperty("value", out var value).ShouldBeTrue();
        value.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        _doors.Asked.OfType<CredentialIssue>().Single().Organization.ShouldBe("o1");
    }

    [Fact]
    public async Task A_credential_is_shown_to_who_may_see_credentials()
    {
        using var issuer = await _hub.CallerAsync([Scopes.CredentialsWrite, Scopes.PeopleRead, Scopes.VisitsRead]);

        using var issued = await issuer.SendJsonAsync(HttpMethod.Post, "facilities/hq/people/p1/credentials", "{}");
        (issued.StatusCode, (await issued.JsonAsync()).TryGetProperty("value", out _)).ShouldBe((HttpStatusCode.Created, false));
        foreach (var path in new[] { "people/p1", "visits/v1" })
        {
            using var refused = await issuer.GetAsync($"facilities/hq/{path}/credentials");
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }
    }
}
