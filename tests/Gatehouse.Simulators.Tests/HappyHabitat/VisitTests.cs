using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.HappyHabitat;

namespace Gatehouse.Simulators.Tests.HappyHabitat;

public sealed class VisitTests : HappyHabitatTest
{
    protected override HappyHabitatAssumptions Assumptions => new() { LongestText = 5000 };

    [Fact]
    public async Task A_visit_has_the_seed_s_members_and_is_read_alone_and_by_its_resident()
    {
        await LogInAsync();

        var (status, created) = await SendAsync(HttpMethod.Post, "residentvisits", Visit());

        status.ShouldBe(HttpStatusCode.Created);
        created!.AsObject().Select(member => member.Key).ShouldBe(
        [
            "id", "residentId", "residentName", "visitorName", "totalPeople", "vehicleColor", "licensePlate", "subject", "arrivalDate",
            "departureDate", "createdAt",
        ]);
        ((string)created["residentName"]!).ShouldBe(SomeResident.FullName);
        ((string)created["createdAt"]!).ShouldBe("2026-06-15T08:00:00.0000000Z");
        created["departureDate"].ShouldBeNull();
        var id = (string)created["id"]!;
        JsonNode.DeepEquals((await GetAsync($"residentvisits/{id}")).Body, created).ShouldBeTrue();
        JsonNode.DeepEquals((await GetAsync($"residentvisits/resident/{SomeResident.Id}")).Body![0], created).ShouldBeTrue();
        (await GetAsync("residentvisits")).Body!.AsArray().Count.ShouldBe(9);
        (await GetAsync($"residentvisits/resident/{Guid.NewGuid()}")).Body!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_update_replaces_everything_and_dates_are_any_text()
    {
        await LogInAsync();
        var id = (string)(await SendAsync(HttpMethod.Post, "residentvisits", Visit())).Body!["id"]!;

        var (status, updated) = await SendAsync(
            HttpMethod.Put, $"residentvisits/{id}",
            new { residentId = SomeResident.Id, visitorName = "Ada", totalPeople = 1, subject = "Tea", arrivalDate = "some day", departureDate = "later" });

        status.ShouldBe(HttpStatusCode.OK);
        (updated!["vehicleColor"], updated["licensePlate"]).ShouldBe((null, null));
        ((string)updated["arrivalDate"]!, (string)updated["departureDate"]!).ShouldBe(("some day", "later"));
        ((string)updated["createdAt"]!).ShouldBe("2026-06-15T08:00:00.0000000Z");
    }

    [Fact]
    public async Task A_deleted_visit_is_unseen_but_can_be_changed_and_deleted_again()
    {
        await LogInAsync();
        var id = (string)(await SendAsync(HttpMethod.Post, "residentvisits", Visit())).Body!["id"]!;

        (await SendAsync(HttpMethod.Delete, $"residentvisits/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);

        var (status, problem) = await GetAsync($"residentvisits/{id}");
        (status, (string)problem!["title"]!).ShouldBe((HttpStatusCode.NotFound, "Not Found"));
        (await GetAsync("residentvisits")).Body!.AsArray().Count.ShouldBe(8);
        (await SendAsync(HttpMethod.Put, $"residentvisits/{id}", Visit())).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Delete, $"residentvisits/{id}", null)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync($"residentvisits/{id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        Simulator.Data.Visits.Find(Guid.Parse(id))!.IsActive.ShouldBeFalse();
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task An_unknown_visit_is_not_found_with_problem_details(string method)
    {
        await LogInAsync();

        var (status, body) = await SendAsync(new HttpMethod(method), $"residentvisits/{Guid.NewGuid()}", method == "PUT" ? Visit() : null);

        (status, (int)body!["status"]!).ShouldBe((HttpStatusCode.NotFound, 404));
    }

    [Theory]
    [InlineData("{}", "VALIDATION_ERROR")]
    [InlineData("", "VALIDATION_ERROR")]
    [InlineData("null", "VALIDATION_ERROR")]
    [InlineData("{\"visitorName\":", "VALIDATION_ERROR")]
    [InlineData("{\"residentId\":\"7\"}", "VALIDATION_ERROR")]
    [InlineData("{\"visitorName\":\"A\",\"totalPeople\":1,\"subject\":\"S\",\"arrivalDate\":\"now\"}", null)]
    public async Task Input_that_does_not_fit_is_refused(string body, string? code)
    {
        await LogInAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await Client.PostAsync(new Uri("residentvisits", UriKind.Relative), content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await response.Content.ReadAsStringAsync();
        if (code is null)
            text.ShouldBe("Resident not found");
        else
            ((string)JsonNode.Parse(text)!["code"]!).ShouldBe(code);
        Simulator.Data.Visits.Count.ShouldBe(8);
    }

    [Fact]
    public async Task All_that_is_missing_is_named_at_once()
    {
        await LogInAsync();

        var body = (await SendAsync(HttpMethod.Post, "residentvisits", new { residentId = SomeResident.Id, visitorName = " " })).Body!;

        body["errors"]!.AsObject().Select(member => member.Key).ShouldBe(["VisitorName", "TotalPeople", "Subject", "ArrivalDate"]);
    }

    [Fact]
    public async Task A_text_too_long_for_the_database_is_an_internal_error()
    {
        await LogInAsync();

        var (status, body) = await SendAsync(HttpMethod.Post, "residentvisits", Visit(new string('x', 5001)));

        (status, (string)body!["code"]!).ShouldBe((HttpStatusCode.InternalServerError, "DATABASE_ERROR"));
    }

    [Fact]
    public async Task Another_media_type_method_or_path_is_refused()
    {
        await LogInAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("visitorName", "A")]);
        using var refused = await Client.PostAsync(new Uri("residentvisits", UriKind.Relative), form);

        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await SendAsync(HttpMethod.Patch, "residentvisits", Visit())).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await GetAsync("communities")).Status.ShouldBe(HttpStatusCode.NotFound);
        ((string)(await GetAsync("residentvisits/seven")).Body!["code"]!).ShouldBe("VALIDATION_ERROR");
    }
}
