using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class EncodingTests : CavVisitTest
{
    private const string Awkward = "Åsa & \"Söner\" + 100% {x}=[y]; 日本";

    [Fact]
    public async Task A_form_carries_the_visit_as_text()
    {
        using var content = new FormUrlEncodedContent(Values(Headquarters, ("Visit", VisitText())));

        await ShouldCreateAsync("Visits/CreateVisit", content);
    }

    [Fact]
    public async Task A_query_string_carries_the_visit_as_text() =>
        await ShouldCreateAsync("Visits/CreateVisit" + QueryOf(Values(Headquarters, ("Visit", VisitText()))), content: null);

    [Fact]
    public async Task A_JSON_body_carries_the_visit_as_text()
    {
        using var content = JsonContent.Create(Values(Headquarters, ("Visit", VisitText())));

        await ShouldCreateAsync("Visits/CreateVisit", content);
    }

    [Fact]
    public async Task A_JSON_body_carries_the_visit_as_an_object()
    {
        using var content = JsonContent.Create(new JsonObject
        {
            ["customerKey"] = Headquarters.Key,
            ["customerId"] = Headquarters.Id,
            ["Visit"] = JsonNode.Parse(VisitText()),
        });

        await ShouldCreateAsync("Visits/CreateVisit", content);
    }

    [Fact]
    public async Task Keys_in_the_query_string_go_with_a_visit_in_the_body()
    {
        using var content = new FormUrlEncodedContent([new("Visit", VisitText())]);

        await ShouldCreateAsync("Visits/CreateVisit" + QueryOf(Keys(Headquarters)), content);
    }

    [Theory]
    [InlineData("DELETE", "Visits/DeleteVisit", "Id")]
    [InlineData("PUT", "Hosts/DeactivateHost", "hostId")]
    public async Task Deletes_and_puts_take_the_query_string_and_JSON_too(string method, string path, string name)
    {
        var ids = name == "Id"
            ? Headquarters.Visits.List().Select(visit => visit.Id).ToList()
            : Headquarters.Hosts.List().Select(host => host.Id).ToList();

        using var inQuery = new HttpRequestMessage(new HttpMethod(method), path + QueryOf(Values(Headquarters, (name, ids[0]))));
        (await ReadAsync(await Client.SendAsync(inQuery))).Status.ShouldBe(HttpStatusCode.OK);

        using var inJson = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = JsonContent.Create(Values(Headquarters, (name, ids[1]))),
        };
        (await ReadAsync(await Client.SendAsync(inJson))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("{\"customerKey\": ")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_JSON_object_is_400(string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "application/json");

        (await ReadAsync(await Client.PostAsync("Visits/CreateVisit", content))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_415()
    {
        using var content = new StringContent("Visit", Encoding.UTF8, "text/plain");

        (await ReadAsync(await Client.PostAsync("Visits/CreateVisit" + QueryOf(Keys(Headquarters)), content)))
            .Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_unknown_path_is_404_and_another_method_is_405()
    {
        (await GetAsync("Visits/GetVisit", Headquarters)).Status.ShouldBe(HttpStatusCode.NotFound);

        var (status, body) = await SendAsync(HttpMethod.Post, "Visits/GetVisits", Headquarters);
        status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        body!["Message"]!.GetValue<string>().ShouldContain("POST");
    }

    [Theory]
    [InlineData(WriteEncodings.Form)]
    [InlineData(WriteEncodings.Query)]
    [InlineData(WriteEncodings.Json)]
    public async Task A_vendor_can_be_assumed_that_accepts_one_encoding_only(WriteEncodings accepted)
    {
        await using var strict = await CavVisitSimulator.StartAsync(new CavVisitSimulatorOptions
        {
            Assumptions = new CavVisitAssumptions { WriteEncodings = accepted },
        });
        var values = Values(Headquarters, ("Visit", VisitText()));
        var address = new Uri(strict.Host.BaseAddress, "Visits/CreateVisit");
        using var form = new FormUrlEncodedContent(values);
        using var json = JsonContent.Create(values);

        var statuses = new Dictionary<WriteEncodings, HttpStatusCode>
        {
            [WriteEncodings.Form] = (await ReadAsync(await Client.PostAsync(address, form))).Status,
            [WriteEncodings.Query] = (await ReadAsync(await Client.PostAsync(new Uri(address, QueryOf(values)), content: null))).Status,
            [WriteEncodings.Json] = (await ReadAsync(await Client.PostAsync(address, json))).Status,
        };

        statuses.Where(pair => pair.Value == HttpStatusCode.OK).Select(pair => pair.Key).ShouldBe([accepted]);
    }

    private string VisitText() => JsonText(new { VisitorName = Awkward, Host = $"{SomeHost}", Cfield15 = "true", Notes = 5 });

    private async Task ShouldCreateAsync(string path, HttpContent? content)
    {
        var (status, body) = await ReadAsync(await Client.PostAsync(path, content));

        status.ShouldBe(HttpStatusCode.OK);
        var visit = Headquarters.Visits.Find((int)body![0]!["Id"]!)!;
        visit.VisitorName.ShouldBe(Awkward);
        visit.Host.ShouldBe(SomeHost);
        visit.Cfield15.ShouldBeTrue();
        visit.Notes.ShouldBe("5");
    }
}
