using System.Globalization;
using System.Net;
using System.Text;
using Gatehouse.Local.Tests.Hosting;
using Gatehouse.Simulators.Control;
using Gatehouse.State;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Sensitive;

/// <summary>Looks for each sensitive value in every answer, log line and stored row.</summary>
public abstract class SensitiveValueTests<THub>(THub hub) : IClassFixture<THub>
    where THub : HubFixture
{
    private const string Password = "Wp-83hT2qLx9-secret";
    private const string NationalNumber = "19121212-8374";
    private const string Card = "77409182635501";
    private const string Pin = "908172635";
    private const string Qr = "QR-66f0c1d2e3b4a5";
    private const string VendorKey = "ck-5b1e77d0a9c24fd2";

    private static readonly string[] Credentials = [Card, Pin, Qr];
    private static readonly string[] Tables = ["Facilities", "ApiKeys", "Visits", "People", "Organizations", "Operations", "Idempotency", "Grants", "GrantIndex", "Events"];

    [Fact]
    public async Task Values_are_shown_to_those_who_may_see_them_and_are_nowhere_else()
    {
        await using var site = await hub.InstallAsync(settings: new { groupCreate = "each" }, customerKey: VendorKey);
        await site.SetResilienceAsync(new { attemptTimeoutSeconds = 0.4, retries = 1 });
        using var plain = await hub.CallerAsync("visits:read", "visits:write", "people:read", "people:write", "organizations:read", "facilities:read");
        using var sighted = await hub.CallerAsync("visits:read", "visits:write", "people:read", "people:write", "credentials:read", "people:sensitive");

        var (visit, person) = await PlantAsync(site);
        var granted = await GrantAsync(site);
        foreach (var caller in new[] { plain, sighted })
        {
            await WorkAsync(site, caller, visit, person);
            await FailAsync(site, caller, visit, person);
        }

        ShouldBeSeen(sighted, [Card, Pin, Qr, NationalNumber]);
        ShouldNotBeSeen(sighted, [Password, VendorKey]);
        ShouldBeSeen(hub.Admin, granted);
        ShouldNotBeSeen(plain, [Password, VendorKey, NationalNumber, .. Credentials, .. granted]);
        ShouldNotBeSeen(hub.Admin, [Password, VendorKey]);
        List<string> secrets = [.. new[] { plain.Key!, sighted.Key!, hub.Admin.Key! }.Select(key => key[(key.LastIndexOf('_') + 1)..])];
        string[] all = [Password, VendorKey, NationalNumber, .. Credentials, .. secrets, .. granted];
        foreach (var caller in new[] { plain, sighted, hub.Admin })
            ShouldNotBeSeen(caller, [.. secrets]);
        foreach (var category in new[] { "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Routing", "Gatehouse" })
            hub.Log.All.ShouldContain(line => line.StartsWith(category, StringComparison.Ordinal), category);
        foreach (var line in hub.Log.All)
            Found(all, Encoding.UTF8.GetBytes(line)).ShouldBeNull(line);
        var tables = new HashSet<string>();
        await foreach (var (table, row) in RowsAsync())
        {
            tables.Add(table);
            Found(all, row.Body.Span).ShouldBeNull($"{table} {row.Key}");
        }

        tables.ShouldBe(Tables, ignoreOrder: true);
        foreach (var (file, bytes) in hub.StateFiles)
            Found(all, bytes).ShouldBeNull(file);
    }

    [Theory]
    [InlineData("{\"a\":\"X\"}")]
    [InlineData("X, and more")]
    [InlineData("ab X, and more")]
    public void A_value_is_found_as_it_is_and_in_base64(string around)
    {
        var text = Encoding.UTF8.GetBytes(around.Replace("X", Password, StringComparison.Ordinal));

        Found([NationalNumber, Password], text).ShouldBe(Password);
        Found([NationalNumber, Password], Encoding.UTF8.GetBytes(Convert.ToBase64String(text))).ShouldBe(Password);
        Found([NationalNumber, Card], text).ShouldBeNull();
    }

    private static async Task WorkAsync(Installation site, Caller caller, string visit, string person)
    {
        foreach (var path in new[]
        {
            $"{site.Visits}/{visit}", $"{site.Visits}/{visit}?include=raw", $"{site.Visits}?include=raw&limit=3", $"visits?facility={site.Id}&include=raw",
            $"{site.People}/{person}?include=raw", $"{site.People}?include=raw&limit=5", $"people?facility={site.Id}&include=raw", $"{site.People}/find?guid=the-guid&include=raw",
        })
            (await caller.GetAsync(path)).Is(HttpStatusCode.OK);

        var once = $"{caller.Key![..12]}-{site.Id}";
        (await caller.PatchAsync($"{site.Visits}/{visit}", """{"notes":"changed"}""", once + 1)).Is(HttpStatusCode.OK);
        (await caller.PatchAsync($"{site.Visits}/{visit}", """{"notes":"changed"}""", once + 1)).Is(HttpStatusCode.OK);
        (await caller.PatchAsync($"{site.People}/{person}", new { password = Password, fields = new { Personnumber = NationalNumber } }, once + 2)).Is(HttpStatusCode.OK);
        (await caller.PostAsync($"{site.People}/{person}/deactivate", null, once + 3)).Is(HttpStatusCode.OK);
        (await caller.PostAsync($"{site.Visits}/{visit}/end", new { reason = "over" }, once + 4)).Is(HttpStatusCode.OK);
        var company = site.Customer.Companies.List()[0].Id.ToString(CultureInfo.InvariantCulture);
        (await caller.PostAsync(site.People, new { key = once, name = "Has Password", password = Password, organization = new { id = company } }, once + 5)).Is(HttpStatusCode.Created);
        var common = new { window = new { from = "2027-03-01T09:00:00Z", to = "2027-03-01T10:00:00Z" } };
        (await caller.PostAsync($"{site.Visits}/group", new { common, visitors = new[] { new { name = "In Group" } } }, once + 6)).Is(HttpStatusCode.OK);
        site.Customer.Visits.Change(int.Parse(visit, CultureInfo.InvariantCulture), stored => stored with { QrCode = Qr, Pincode = Pin, CardNumber = Card });
        (await caller.GetAsync($"{site.Visits}/{visit}/qr.svg")).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Forbidden);
    }

    // A vendor that quotes what it was sent.
    private static async Task FailAsync(Installation site, Caller caller, string visit, string person)
    {
        const string Quoted = $$"""{"Message":"Cannot take https://api.vendor.example/api/Hosts?customerKey={{VendorKey}}&customerId=7, key {{VendorKey}}."}""";
        const string QuotedObject = $$"""{"Message":"WebPassword {{Password}} is too short, Personnumber {{NationalNumber}} is taken, key {{VendorKey}}."}""";
        foreach (var kind in new[] { FaultKind.Status, FaultKind.HalfJson, FaultKind.Malformed, FaultKind.DropAfter, FaultKind.Hang })
        {
            site.Faults.Add(new Fault(kind) { Path = "/api/", Status = kind == FaultKind.Status ? 400 : null, Body = kind == FaultKind.Status ? Quoted : null });
            foreach (var answer in new[]
            {
                await caller.GetAsync($"{site.Visits}/{visit}?include=raw"),
                await caller.PatchAsync($"{site.People}/{person}", new { password = Password }),
                await caller.PostAsync(site.People, new { name = "Fails Too", password = Password, organization = new { id = "1" } }),
            })
                ((int)answer.Status).ShouldBeInRange(400, 599);
            site.Faults.Clear();
            await site.SetResilienceAsync(new { breakSeconds = 10 + (int)kind });
        }

        site.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/Hosts/UpdateHost", Status = 400, Body = QuotedObject });
        var refused = await caller.PatchAsync($"{site.People}/{person}", new { password = Password, fields = new { Personnumber = NationalNumber } });
        refused.IsProblem(HttpStatusCode.UnprocessableEntity, "vendor_invalid").Text("vendor/message").ShouldBe("WebPassword *** is too short, Personnumber *** is taken, key ***.");
        site.Faults.Clear();
        (await caller.PatchAsync($"{site.People}/{person}", new { password = Password, unknown = Password })).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        (await caller.PatchAsync($"{site.People}/{person}", $$"""{"password":["{{Password}}"]}""")).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");
        (await caller.PatchAsync($"{site.People}/{person}", $$"""{"password":"{{Password}}" """)).IsProblem(HttpStatusCode.BadRequest, "malformed_json");
    }

    private static void ShouldBeSeen(Caller caller, string[] values) => values.ShouldAllBe(value => caller.Answers.Any(answer => answer.Text.Contains(value)));

    private static void ShouldNotBeSeen(Caller caller, string[] values)
    {
        foreach (var answer in caller.Answers)
            Found(values, answer.Body).ShouldBeNull(answer.Text);
    }

    /// <summary>The first of the values that stands in the bytes, as it is or in base64 at any place.</summary>
    private static string? Found(IEnumerable<string> values, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in values)
        {
            foreach (var form in Forms(value))
            {
                if (bytes.IndexOf(form) >= 0)
                    return value;
            }
        }

        return null;
    }

    private static IEnumerable<byte[]> Forms(string value)
    {
        yield return Encoding.UTF8.GetBytes(value);
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.UTF8.GetBytes(Uri.EscapeDataString(value));
        for (var before = 0; before < 3; before++)
        {
            // Without the characters that the neighbouring bytes have a share in.
            var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', before) + value));
            yield return Encoding.UTF8.GetBytes(text[(before == 0 ? 0 : before + 1)..^4]);
        }
    }

    private async Task<(string Visit, string Person)> PlantAsync(Installation site)
    {
        (await hub.Admin.PostAsync(site.Organizations, new { key = "company", name = "A company" })).Is(HttpStatusCode.Created);
        site.Customer.Visits.Clear();
        var visit = await site.CreateAsync(Installation.Draft("Sensitive Visitor"));
        site.Customer.Visits.Change(visit.Number(), stored => stored with { QrCode = Qr, Pincode = Pin, CardNumber = Card });
        var host = site.Customer.Hosts.List()[0];
        site.Customer.Hosts.Put(host with { Personnumber = NationalNumber, CardNumber = Card, WebPassword = Password, EmployeeGuid = "the-guid" });
        return (visit.Id(), host.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What opens the doors of a grant that is applied, shown to the admin, and listed to those who may not see it.</summary>
    private async Task<string[]> GrantAsync(Installation site)
    {
        var draft = Installation.Draft("Granted Visitor");
        var body = new { subject = new { name = "Granted Visitor" }, window = draft["window"], targets = new[] { new { facility = site.Id } } };
        var grant = (await hub.Admin.SendAsync(HttpMethod.Post, "grants", body, prefer: "wait=30")).Is(HttpStatusCode.OK);
        using var reader = await hub.CallerAsync("grants:read");
        (await reader.GetAsync($"grants/{grant.Id()}")).Is(HttpStatusCode.OK);
        (await reader.GetAsync("grants")).Is(HttpStatusCode.OK);
        var visit = site.VisitsOf("Granted Visitor").ShouldHaveSingleItem();
        string[] values = [.. new[] { visit.QrCode, visit.Pincode }.Where(value => value?.Length > 5).Select(value => value!)];
        values.ShouldNotBeEmpty();
        ShouldNotBeSeen(reader, values);
        return values;
    }

    private async IAsyncEnumerable<(string Table, StateRow Row)> RowsAsync()
    {
        var store = hub.Host.Services.GetRequiredService<IStateStore>();
        foreach (var table in Tables)
        {
            string? continuation = null;
            do
            {
                var page = await store.QueryAsync(table, StateRange.WholeTable, 100, continuation, CancellationToken.None);
                foreach (var row in page.Rows)
                    yield return (table, row);
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }
    }
}
