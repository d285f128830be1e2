using System.Net;
using Gatehouse.Operations;

namespace Gatehouse.Api.Tests.Requests;

public sealed class RequestTests : IAsyncLifetime
{
    private const int Limit = ApiOptions.BodyBytes;
    private Hub _hub = null!;

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_two_mebibytes_is_refused(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api-keys") { Content = new ByteArrayContent(new byte[2 * Limit]) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await _hub.Admin.SendAsync(request);
        await answer.ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData(0, HttpStatusCode.UnprocessableEntity)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_is_one_mebibyte_to_the_byte(int more, HttpStatusCode status)
    {
        var body = "{\"name\":\"" + new string('x', Limit - 11 + more) + "\"}";
        using var answer = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", body);
        answer.StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\":}")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{} x")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task Malformed_json_is_refused(string body)
    {
        using var answer = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", body);
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Fact]
    public async Task Bytes_that_are_no_utf_8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xff, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var answer = await _hub.Admin.PostAsync("api-keys", content);
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_refused(string? type)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        if (type is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _hub.Admin.PostAsync("api-keys", content);
        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Fact]
    public async Task Every_wrong_unknown_and_missing_member_is_named_at_once()
    {
        const string body = """{"scopes":["visits:read","nothing"],"expiresAt":"2027-01-01T00:00:00","requestsPerSecond":"many","color":"red"}""";
        using var answer = await _hub.Admin.SendJsonAsync(HttpMethod.Post, "api-keys", body);
        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers()
            .ShouldBe(["/name", "/scopes/1", "/expiresAt", "/requestsPerSecond", "/color"], ignoreOrder: true);
    }

    [Fact]
    public async Task Everything_wrong_in_the_query_is_named_at_once()
    {
        using var answer = await _hub.Admin.GetAsync(
            "visits?from=2026-03-20T05:15:00&to=tomorrow&status=late&limit=1001&include=all&colour=red&q=a&q=b&host=");
        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers()
            .ShouldBe(["from", "to", "status", "limit", "include", "colour", "q", "host"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("from=2026-03-20T05:15:00%2B01:00")]
    [InlineData("from=2026-03-20T05:15:00+01:00")]
    [InlineData("from=2026-03-20T04:15:00Z")]
    [InlineData("from=2026-03-20T04:15:00.123Z&limit=1000&status=arrived&include=raw")]
    public async Task A_right_query_is_taken_with_the_plus_escaped_or_not(string query)
    {
        using var answer = await _hub.Admin.GetAsync("visits?" + query);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("ten")]
    public async Task A_limit_is_1_to_1000(string limit)
    {
        using var answer = await _hub.Admin.GetAsync("api-keys?limit=" + limit);
        (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["limit"]);
    }

    [Fact]
    public async Task A_list_goes_on_at_its_next_link_until_there_is_none()
    {
        for (var i = 0; i < 5; i++)
            (await _hub.CallerAsync([Scopes.VisitsRead])).Dispose();
        var ids = new List<string>();
        var address = "api-keys?limit=2";
        var pages = 0;
        while (address is not null)
        {
            var page = await _hub.Admin.GetJsonAsync(address);
            ids.AddRange(page.GetProperty("value").EnumerateArray().Select(key => key.Text("id")));
            address = page.GetProperty("nextLink").GetString();
            address?.ShouldStartWith(_hub.Address.GetLeftPart(UriPartial.Authority) + "/api/v1/api-keys?limit=2&cursor=");
            pages++;
        }

        ids.Distinct().Count().ShouldBe(5);
        pages.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_is_another_lists_is_refused()
    {
        for (var i = 0; i < 2; i++)
            (await _hub.CallerAsync([Scopes.VisitsRead])).Dispose();
        var link = (await _hub.Admin.GetJsonAsync("api-keys?limit=1")).Text("nextLink");
        var cursor = link[(link.IndexOf("cursor=", StringComparison.Ordinal) + 7)..];
        var changed = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        string[] addresses = ["api-keys?cursor=" + changed, "api-keys?cursor=" + cursor[..^2], "api-keys?cursor=x", "facilities?cursor=" + cursor];
        foreach (var address in addresses)
        {
            using var answer = await _hub.Admin.GetAsync(address);
            (await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "invalid")).Pointers().ShouldBe(["cursor"], address);
        }
    }
}
