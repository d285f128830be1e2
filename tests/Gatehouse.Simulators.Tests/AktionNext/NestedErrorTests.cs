using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.AktionNext;

namespace Gatehouse.Simulators.Tests.AktionNext;

/// <summary>The same response codes where errors are nested and dates in ISO form.</summary>
public sealed class NestedErrorTests : VisitEndTests
{
    protected override AktionNextAssumptions Assumptions => new() { ErrorForm = ErrorForm.Nested, DateForm = DateForm.Iso };

    protected override Task ShouldBeAsync((HttpStatusCode Status, JsonNode? Body) answer, HttpStatusCode status, int code)
    {
        answer.Body!.AsObject().Select(member => member.Key).ShouldBe(["Result", "Request"]);
        answer.Body["Result"]!["ModelStateErr"].ShouldBeOfType<JsonArray>();
        return base.ShouldBeAsync((answer.Status, answer.Body["Result"]), status, code);
    }

    [Fact]
    public async Task Dates_are_written_with_an_offset()
    {
        var rows = (await GetAsync("visit/getAll")).Body!["Visits"]!.AsArray();

        ((string)rows[VisitStates.Planned]!["ValidFrom"]!).ShouldBe("2026-06-15T12:00:00+02:00");
    }
}
