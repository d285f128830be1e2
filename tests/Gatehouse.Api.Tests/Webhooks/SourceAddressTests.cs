using System.Net;
using System.Text;

namespace Gatehouse.Api.Tests.Webhooks;

/// <summary>A facility's networks behind proxies: only who is trusted says who called.</summary>
public sealed class SourceAddressTests
{
    private const string Sender = "203.0.113.7";

    [Theory]
    [InlineData("X-Forwarded-For", Sender, true)]
    [InlineData("X-Forwarded-For", Sender + ":40123", true)]
    [InlineData("X-Forwarded-For", "198.51.100.1, " + Sender, true)]
    [InlineData("X-Forwarded-For", "198.51.100.1, " + Sender + ", 127.0.0.9", true)]
    [InlineData("X-Forwarded-For", "::ffff:" + Sender, true)]
    [InlineData("X-Forwarded-For", Sender + ", 198.51.100.1", false)]
    [InlineData("X-Forwarded-For", Sender + ", 198.51.100.1, 127.0.0.9", false)]
    [InlineData("X-Forwarded-For", Sender + ", nonsense", false)]
    [InlineData("X-Forwarded-For", Sender + ", ", false)]
    [InlineData("X-Forwarded-For", "127.0.0.9", false)]
    [InlineData("X-Azure-ClientIP", Sender, false)]
    [InlineData("Forwarded", "for=" + Sender, false)]
    public async Task Behind_a_trusted_proxy_the_last_that_is_none_counts(string header, string value, bool accepted)
    {
        await using var building = await Building.StartAsync(options => options.TrustedProxies = ["127.0.0.0/8"]);

        (await PostAsync(building, ["203.0.113.0/24"], header, value)).ShouldBe(accepted ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_is_no_trusted_proxy_says_nothing_about_others()
    {
        await using var building = await Building.StartAsync();

        (await PostAsync(building, ["203.0.113.0/24"], "X-Forwarded-For", Sender)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(building, ["127.0.0.0/8"], "X-Forwarded-For", Sender)).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_trusted_proxy_is_no_sender()
    {
        await using var building = await Building.StartAsync(options => options.TrustedProxies = ["127.0.0.0/8"]);

        (await PostAsync(building, ["127.0.0.0/8"], "X-Nothing", "at all")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpStatusCode> PostAsync(Building building, string[] networks, string header, string value)
    {
        await building.PutAsync(new { webhooks = new { networks } });
        var body = Encoding.UTF8.GetBytes("{\"id\":\"" + Guid.NewGuid() + "\"}");
        return (await building.PostAsync(body, [("x-api-key", Building.Key), (header, value)])).Status;
    }
}
