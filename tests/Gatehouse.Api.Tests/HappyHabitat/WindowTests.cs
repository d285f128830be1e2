using System.Net;
using System.Text.Json;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.HappyHabitat;

namespace Gatehouse.Api.Tests.HappyHabitat;

public sealed class WindowTests : IAsyncLifetime
{
    private Hub _hub = null!;
    private HappyHabitatSimulator _vendor = null!;

    public async Task InitializeAsync()
    {
        _hub = await Hub.StartAsync();
        _vendor = await HappyHabitatSimulator.StartAsync(new HappyHabitatSimulatorOptions { Host = new SimulatorOptions { Clock = _hub.Clock } });
        var body = JsonSerializer.Serialize(new
        {
            name = "Park",
            system = "happy-habitat",
            timeZone = "America/Mexico_City",
            settings = new { username = "gatehouse", baseUrl = _vendor.Host.BaseAddress.ToString() },
        });
        using var put = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/park", body);
        put.StatusCode.ShouldBe(HttpStatusCode.Created, await put.Content.ReadAsStringAsync());
        using var secret = await _hub.Admin.SendJsonAsync(HttpMethod.Put, "facilities/park/secrets/password", """{"value":"demo-password"}""");
        secret.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _vendor.DisposeAsync();
    }

    [Fact]
    public async Task The_end_of_a_window_stays_in_the_hub_and_follows_its_changes()
    {
        var resident = _vendor.Data.Residents.List()[^1];
        using var created = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "facilities/park/visits",
            $$$"""{"visitor":{"name":"Ada Lovelace"},"host":{"email":"{{{resident.Email}}}"},"partySize":1,"purpose":"Tea","window":{"from":"2026-06-16T15:00:00Z","to":"2026-06-16T17:00:00Z"}}""");
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        var id = (await created.JsonAsync()).Text("id");

        (await WindowAsync(id)).ShouldBe(("2026-06-16T09:00:00-06:00", "2026-06-16T11:00:00-06:00"));
        _vendor.Data.Visits.Find(Guid.Parse(id))!.DepartureDate.ShouldBeNull();

        await PatchAsync(id, """{"purpose":"Cake"}""");
        (await WindowAsync(id)).To.ShouldBe("2026-06-16T11:00:00-06:00");
        await PatchAsync(id, """{"window":{"to":"2026-06-16T18:00:00Z"}}""");
        (await WindowAsync(id)).ShouldBe(("2026-06-16T09:00:00-06:00", "2026-06-16T12:00:00-06:00"));
        await PatchAsync(id, """{"window":{"to":null}}""");
        (await WindowAsync(id)).To.ShouldBeNull();
        _vendor.Data.Visits.Find(Guid.Parse(id))!.Subject.ShouldBe("Cake");
    }

    [Fact]
    public async Task A_group_is_one_visit_with_one_window()
    {
        var resident = _vendor.Data.Residents.List()[^1];
        using var created = await _hub.Admin.SendJsonAsync(
            HttpMethod.Post, "facilities/park/visits/group",
            $$$"""{"common":{"host":{"id":"{{{resident.Id}}}"},"purpose":"Tea","window":{"from":"2026-06-16T15:00:00Z","to":"2026-06-16T17:00:00Z"}},"visitors":[{"name":"Ada Lovelace"},{"name":"Bob Smith"}]}""");
        var text = await created.Content.ReadAsStringAsync();
        ((int)created.StatusCode).ShouldBeInRange(200, 299, text);

        var visit = _vendor.Data.Visits.List(visit => visit.ResidentId == resident.Id).ShouldHaveSingleItem();
        (visit.VisitorName, visit.TotalPeople).ShouldBe(("Ada Lovelace, Bob Smith", 2));
        (await WindowAsync($"{visit.Id}")).To.ShouldBe("2026-06-16T11:00:00-06:00");
    }

    private async Task PatchAsync(string id, string patch)
    {
        using var answer = await _hub.Admin.SendJsonAsync(HttpMethod.Patch, $"facilities/park/visits/{id}", patch);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(string? From, string? To)> WindowAsync(string id)
    {
        var window = (await _hub.Admin.GetJsonAsync($"facilities/park/visits/{id}")).GetProperty("window");
        return (window.Text("from"), window.TryGetProperty("to", out var to) ? to.GetString() : null);
    }
}
