using System.Net;
using System.Text.Json;
using Gatehouse.Credentials;
using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.State;
using Gatehouse.Testing.Programs;
using Gatehouse.Vendors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Api.Tests.Passes;

/// <summary>QR codes that stop working after 60 seconds are renewed before anybody is given one that does not open.</summary>
public sealed class PassQrTests : IAsyncLifetime
{
    private PassHub _hub = null!;

    public async Task InitializeAsync() => _hub = await PassHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("visit")]
    [InlineData("target")]
    [InlineData("pass of a visit")]
    [InlineData("pass of a grant")]
    public async Task A_code_is_renewed_when_it_is_older_than_50_seconds(string way)
    {
        var (client, address) = await AddressAsync(way);
        var first = await ReadAsync(client, address);
        Opens(first);

        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(50));
        (await ReadAsync(client, address)).ShouldBe(first);
        _hub.Renewals.ShouldBe(0);
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(1));

        var second = await ReadAsync(client, address);
        second.ShouldNotBe(first);
        Opens(second);
        (await ReadAsync(client, address)).ShouldBe(second);
        _hub.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task A_renewed_code_takes_the_place_of_the_targets_own_and_an_event_tells_of_it()
    {
        var id = await _hub.CreateGrantAsync();
        var before = await _hub.EventsAsync(EventTypes.CredentialChanged);
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(51));
        Credential(await _hub.Admin.GetJsonAsync($"grants/{id}")).TryGetProperty("value", out _).ShouldBeFalse();

        var text = await ReadAsync(_hub.Admin, $"grants/{id}/targets/0/qr");

        Credential(await _hub.Admin.GetJsonAsync($"grants/{id}")).Text("value").ShouldBe(text);
        (await _hub.EventsAsync(EventTypes.CredentialChanged)).ShouldBe(before + 1);
    }

    [Fact]
    public async Task However_many_ask_at_once_the_vendor_is_asked_once()
    {
        var id = await _hub.CreateGrantAsync();
        var link = await _hub.IssueAsync($"grants/{id}");
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(55));

        var texts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i % 2 == 0
            ? BytesAsync(_hub.Admin, $"grants/{id}/targets/0/qr.png")
            : BytesAsync(_hub.Hub.Anonymous, link + "/qr.png")));

        texts.Select(Convert.ToBase64String).Distinct().ShouldHaveSingleItem();
        Opens(await QrReader.ReadAsync(texts[0]));
        _hub.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Instances_renew_one_at_a_time()
    {
        var visit = await _hub.CreateVisitAsync();
        var services = _hub.Hub.Services;
        var context = await services.GetRequiredService<FacilityDirectory>().GetAsync("harbour", CancellationToken.None);
        var known = (await _hub.Admin.GetJsonAsync($"facilities/harbour/visits/{visit}")).GetProperty("credentials").Deserialize<List<Credential>>(Web)!;
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(55));
        CredentialRenewal Instance() => new(
            services.GetRequiredService<VendorCalls>(), services.GetRequiredService<RenewalStore>(), _hub.Hub.Clock, NullLogger<CredentialRenewal>.Instance);

        var all = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Instance().FreshAsync(context, visit, known, CancellationToken.None)));

        // Who waits for another instance looks again by the clock.
        while (await Task.WhenAny(all, Task.Delay(10)) != all)
            _hub.Hub.Clock.Advance(TimeSpan.FromMilliseconds(10));
        (await all).Select(credentials => credentials.ShouldHaveSingleItem().Value).Distinct().ShouldHaveSingleItem();
        _hub.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_that_fails_is_asked_again_after_ten_seconds_and_no_old_code_is_given_out()
    {
        var id = await _hub.CreateGrantAsync();
        var link = await _hub.IssueAsync($"grants/{id}");
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(55));
        _hub.Spintly.Host.Faults.Add(new Fault(FaultKind.Status) { Status = 400, Next = 1 });

        using (var failed = await _hub.Hub.Anonymous.GetAsync(link + "/qr.png"))
            failed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var asked = _hub.Renewals;
        using (var again = await _hub.Admin.GetAsync($"grants/{id}/targets/0/qr.png"))
            (await again.ProblemAsync(HttpStatusCode.TooManyRequests, "vendor_rate_limited")).GetProperty("retryable").GetBoolean().ShouldBeTrue();
        (await _hub.PageAsync(link)).ShouldContain(">Valid now<");
        _hub.Renewals.ShouldBe(asked);

        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(10));
        Opens(await ReadAsync(_hub.Hub.Anonymous, link.AbsoluteUri + "/qr"));
        _hub.Renewals.ShouldBe(asked + 1);
    }

    [Fact]
    public async Task A_request_to_renew_within_ten_seconds_gets_what_the_last_one_got()
    {
        var visit = $"facilities/harbour/visits/{await _hub.CreateVisitAsync()}";
        var first = await _hub.SendAsync(HttpMethod.Post, visit + "/credentials/refresh", "{}", HttpStatusCode.OK);
        var second = await _hub.SendAsync(HttpMethod.Post, visit + "/credentials/refresh", "{}", HttpStatusCode.OK);

        second.GetRawText().ShouldBe(first.GetRawText());
        _hub.Renewals.ShouldBe(1);
        Opens(await ReadAsync(_hub.Admin, visit + "/qr"));
    }

    [Fact]
    public async Task The_svg_shows_the_same_code()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");
        var png = await Browser.LookAsync(new Uri(link + "/qr.svg"));
        Opens(await QrReader.ReadAsync(png));
    }

    [Fact]
    public async Task A_code_that_does_not_change_is_shown_as_the_vendor_issued_it()
    {
        var id = await _hub.CreateGrantAsync(facilities: "hq");
        var link = await _hub.IssueAsync($"grants/{id}");
        var text = await ReadAsync(_hub.Admin, $"grants/{id}/targets/0/qr");

        _hub.Hub.Clock.Advance(TimeSpan.FromHours(1));

        (await ReadAsync(_hub.Hub.Anonymous, link.AbsoluteUri + "/qr")).ShouldBe(text);
        using var none = await _hub.Admin.GetAsync($"grants/{id}/targets/1/qr.svg");
        await none.ProblemAsync(HttpStatusCode.NotFound, "target_not_found");
    }

    [Fact]
    public async Task Renewed_codes_are_kept_encrypted()
    {
        var visit = $"facilities/harbour/visits/{await _hub.CreateVisitAsync()}";
        await _hub.SendAsync(HttpMethod.Post, visit + "/credentials/refresh", "{}", HttpStatusCode.OK);
        var code = _hub.Organisation.Meetings.List().ShouldHaveSingleItem().QrData;

        var page = await _hub.Hub.Services.GetRequiredService<IStateStore>().QueryAsync("Renewals", StateRange.WholeTable, 10, null, CancellationToken.None);

        System.Text.Encoding.UTF8.GetString(page.Rows.ShouldHaveSingleItem().Body.Span).ShouldNotContain(code);
        _hub.Hub.Log.All.ShouldNotContain(line => line.Contains(code, StringComparison.Ordinal));
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static JsonElement Credential(JsonElement grant) => grant.GetProperty("targets")[0].GetProperty("credentials")[0];

    private static async Task<byte[]> BytesAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<string> ReadAsync(HttpClient client, string address) => await QrReader.ReadAsync(await BytesAsync(client, address + ".png"));

    private void Opens(string code) => _hub.Organisation.Read(code, _hub.Door).ShouldBe(ReaderAnswer.Opened);

    private async Task<(HttpClient Client, string Address)> AddressAsync(string way) => way switch
    {
        "visit" => (_hub.Admin, $"facilities/harbour/visits/{await _hub.CreateVisitAsync()}/qr"),
        "target" => (_hub.Admin, $"grants/{await _hub.CreateGrantAsync()}/targets/0/qr"),
        "pass of a visit" => (_hub.Hub.Anonymous, await _hub.IssueAsync($"facilities/harbour/visits/{await _hub.CreateVisitAsync()}") + "/qr"),
        _ => (_hub.Hub.Anonymous, await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}") + "/qr"),
    };
}
