using System.Net;
using System.Text.Json;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.Visits;

public sealed class VisitQrCodeTests
{
    [Fact]
    public async Task The_code_is_the_image_in_json_for_callers_who_may_see_it()
    {
        await using var installation = await Installation.StartAsync();
        var from = installation.Hub.Clock.GetUtcNow().AddHours(1);
        using var created = await installation.Admin.SendJsonAsync(
            HttpMethod.Post, "facilities/hq/visits", JsonSerializer.Serialize(new { visitor = new { name = "Chris Park" }, window = new { from, to = from.AddHours(1) } }));
        var address = $"facilities/hq/visits/{(await created.JsonAsync()).Text("id")}/qr";

        var code = await installation.Admin.GetJsonAsync(address);
        code.Text("contentType").ShouldBe("image/png");
        code.GetProperty("contentBytes").GetBytesFromBase64().ShouldBe(await installation.Admin.GetByteArrayAsync(address + ".png"));

        using var caller = await installation.Hub.CallerAsync([Scopes.VisitsRead], ["hq"]);
        using var refused = await caller.GetAsync(address);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
