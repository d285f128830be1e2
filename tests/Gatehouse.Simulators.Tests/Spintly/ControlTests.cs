using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Simulators.Tests.Spintly;

public sealed class ControlTests : SpintlyTest
{
    [Fact]
    public async Task Reset_brings_back_the_seeds_and_ends_tokens()
    {
        var before = (await ControlAsync(HttpMethod.Get, "dump")).Body!;
        await CreateAsync();
        Organisation.AddSite("New", "Here");
        Simulator.Host.Faults.Add(new Fault(FaultKind.Empty));

        (await ControlAsync(HttpMethod.Post, "reset")).Status.ShouldBe(HttpStatusCode.NoContent);

        JsonNode.DeepEquals((await ControlAsync(HttpMethod.Get, "dump")).Body, before).ShouldBeTrue();
        (await SendAsync(HttpMethod.Post, Sites, new { })).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Dump_has_the_meetings_and_neither_secrets_nor_qr_data()
    {
        var (id, qr) = await CreateAsync();

        var dump = (await ControlAsync(HttpMethod.Get, "dump")).Body!;

        ((int)dump["organisations"]![0]!["meetings"]![0]!["meetingId"]!).ShouldBe(id);
        dump.ToJsonString().ShouldNotContain(qr);
        dump.ToJsonString().ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("current", 13)]
    [InlineData("older", 22)]
    public async Task A_webhook_is_posted_in_both_forms_with_the_key(string variant, int members)
    {
        (string? Key, JsonNode? Body) received = default;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var receiver = builder.Build();
        receiver.Run(async context =>
        {
            received = (context.Request.Headers["x-api-key"], await JsonNode.ParseAsync(context.Request.Body));
            context.Response.StatusCode = 202;
        });
        await receiver.StartAsync();
        var url = receiver.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/hook";

        var (_, answer) = await ControlAsync(HttpMethod.Post, "organisations/641/webhooks", new JsonObject
        {
            ["url"] = url,
            ["apiKey"] = "k-1",
            ["userId"] = "v-1",
            ["accessPointId"] = Doors[0],
            ["direction"] = "exit",
            ["eventId"] = 5,
            ["variant"] = variant,
        });

        ((int)answer!["status"]!).ShouldBe(202);
        received.Key.ShouldBe("k-1");
        ((string)received.Body!["messageData"]!["msgType"]!).ShouldBe("access_event");
        var data = received.Body["messageData"]!["data"]!.AsObject();
        data.Count.ShouldBe(members);
        ((string)data["orgUserId"]!, (string)data["direction"]!, (int)data["eventId"]!, (int)data["accessPointId"]!)
            .ShouldBe(("v-1", "exit", 5, Doors[0]));
        ((long)data["eventTimeEpoch"]!).ShouldBe(Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_webhook_that_nobody_takes_says_so() =>
        (await ControlAsync(HttpMethod.Post, "organisations/641/webhooks", new JsonObject
        {
            ["url"] = "http://127.0.0.1:1/",
            ["apiKey"] = "k",
            ["userId"] = "v",
            ["accessPointId"] = 1,
        })).Status.ShouldBe(HttpStatusCode.BadGateway);
}
