using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Tests.AktionNext;

/// <summary>Each row of the response codes of visit/end: seed 001.</summary>
public class VisitEndTests : AktionNextTest
{
    [Fact]
    public async Task A_visit_ends_and_is_answered_with_the_members_of_the_seed()
    {
        var (status, body) = await EndAsync(VisitOf(VisitStates.InArea));

        status.ShouldBe(HttpStatusCode.OK);
        body!.AsObject().Select(member => member.Key).ShouldBe(
        [
            "LastVisit", "VisitId", "Visitor", "Vehicle", "Trailer", "VisitType", "VisitedPerson", "VisitedOrgStructure", "EscortedByPerson",
            "Identifier", "Reason", "State",
        ]);
        ((int)body["State"]!, (string)body["Reason"]!).ShouldBe((VisitStates.Left, "over"));
        Simulator.Data.Visits.Find(VisitOf(VisitStates.InArea))!.State.ShouldBe(VisitStates.Left);
    }

    [Theory]
    [InlineData("""{"Reason": "x"}""")]
    [InlineData("""{"VisitId": "00000000-0000-4000-8000-000000000001"}""")]
    [InlineData("""{"VisitId": "00000000-0000-4000-8000-000000000001", "Reason": null}""")]
    [InlineData("""{"VisitId": "1", "Reason": "x"}""")]
    [InlineData("""{"VisitId": 1""")]
    public async Task What_is_missing_or_wrong_is_1002(string body) =>
        await ShouldBeAsync(await SendAsync(body, "application/json"), HttpStatusCode.BadRequest, 1002);

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(4000, HttpStatusCode.OK)]
    [InlineData(4001, HttpStatusCode.BadRequest)]
    public async Task A_reason_has_0_to_4000_characters(int length, HttpStatusCode expected) =>
        (await EndAsync(VisitOf(VisitStates.New), reason: new string('å', length))).Status.ShouldBe(expected);

    [Fact]
    public async Task A_VisitId_may_stand_in_braces()
    {
        var body = new JsonObject { ["VisitId"] = VisitOf(VisitStates.New).ToString("B"), ["Reason"] = "" };

        (await PostAsync("visit/end", body)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_token_is_1000_and_an_old_one_1001()
    {
        var token = await LoginAsync();
        await ShouldBeAsync(await EndAsync(VisitOf(0), Guid.NewGuid().ToString()), HttpStatusCode.Unauthorized, 1000);
        Clock.Advance(TimeSpan.FromSeconds(19));
        (await EndAsync(VisitOf(0), token)).Status.ShouldBe(HttpStatusCode.OK);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ShouldBeAsync(await EndAsync(VisitOf(1), token), HttpStatusCode.Unauthorized, 1001);

        var revoked = await LoginAsync();
        await ControlAsync(HttpMethod.Delete, "tokens");
        await ShouldBeAsync(await EndAsync(VisitOf(1), revoked), HttpStatusCode.Unauthorized, 1000);
    }

    [Theory]
    [InlineData(1006, HttpStatusCode.Unauthorized)]
    [InlineData(1007, HttpStatusCode.Unauthorized)]
    [InlineData(1008, HttpStatusCode.Unauthorized)]
    [InlineData(1516, HttpStatusCode.Forbidden)]
    [InlineData(1537, HttpStatusCode.Forbidden)]
    [InlineData(8, HttpStatusCode.Forbidden)]
    [InlineData(1544, HttpStatusCode.NotFound)]
    public async Task What_depends_on_the_installation_is_refused_by_control(int code, HttpStatusCode status)
    {
        (await ControlAsync(HttpMethod.Post, $"refusals?code={code}&path=visit/end&next=1")).ShouldBe(HttpStatusCode.NoContent);

        await ShouldBeAsync(await EndAsync(VisitOf(0)), status, code);
        (await EndAsync(VisitOf(0))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_visit_that_failed_to_update_may_have_ended_all_the_same()
    {
        await ControlAsync(HttpMethod.Post, "refusals?code=1544&effect=true");

        await ShouldBeAsync(await EndAsync(VisitOf(0)), HttpStatusCode.NotFound, 1544);
        Simulator.Data.Visits.Find(VisitOf(0))!.State.ShouldBe(VisitStates.Left);

        await ControlAsync(HttpMethod.Delete, "refusals");
        await ShouldBeAsync(await EndAsync(VisitOf(0)), HttpStatusCode.Forbidden, 1545);
    }

    [Theory]
    [InlineData(VisitStates.Left)]
    [InlineData(VisitStates.Rejected)]
    public async Task A_visit_that_is_over_cannot_be_ended(int state) =>
        await ShouldBeAsync(await EndAsync(VisitOf(state)), HttpStatusCode.Forbidden, 1545);

    [Fact]
    public async Task A_visit_that_never_was_is_1517_and_a_removed_one_1540()
    {
        await ShouldBeAsync(await EndAsync(Guid.NewGuid()), HttpStatusCode.NotFound, 1517);
        (await ControlAsync(HttpMethod.Delete, $"visits/{VisitOf(0)}")).ShouldBe(HttpStatusCode.OK);
        await ShouldBeAsync(await EndAsync(VisitOf(0)), HttpStatusCode.NotFound, 1540);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_media_type_is_415(string type) =>
        (await SendAsync("""{"VisitId": "00000000-0000-4000-8000-000000000001", "Reason": "x"}""", type)).Status
            .ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task An_internal_error_is_500()
    {
        Simulator.Host.Faults.Add(new Fault(FaultKind.Status));

        (await EndAsync(VisitOf(0), Guid.NewGuid().ToString())).Status.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task XML_is_read_and_answered()
    {
        var token = await LoginAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"visit/end?Token={token}")
        {
            Content = new StringContent(
                $"<Request><VisitId>{VisitOf(0)}</VisitId><Reason>a &amp; b</Reason></Request>", Encoding.UTF8, "application/xml"),
        };
        request.Headers.Accept.ParseAdd("application/xml");

        using var response = await Client.SendAsync(request);

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/xml");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("<Reason>a &amp; b</Reason>");
        text.ShouldContain("<State>7</State>");
    }

    protected virtual Task ShouldBeAsync((HttpStatusCode Status, JsonNode? Body) answer, HttpStatusCode status, int code)
    {
        answer.Status.ShouldBe(status);
        ((int)answer.Body!["Code"]!).ShouldBe(code);
        ((string)answer.Body["Message"]!).ShouldNotBeEmpty();
        return Task.CompletedTask;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await ReadAsync(await Client.PostAsync(new Uri($"visit/end?Token={await LoginAsync()}", UriKind.Relative), content));
    }
}
