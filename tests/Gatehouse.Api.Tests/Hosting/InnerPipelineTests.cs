using System.Text;
using Gatehouse.Api.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Api.Tests.Hosting;

public sealed class InnerPipelineTests
{
    private const int Requests = 200;

    // A read may take 24 KiB in the whole hub; this is the share of everything but the connector and its HTTP call.
    private const int PipelineBytes = 12 * 1024;

    [Fact]
    public async Task The_same_pipeline_serves_within_another_head_and_allocates_little()
    {
        await using var hub = await Hub.StartAsync(options => options.RequestsPerSecond = 1_000_000);
        var inner = new ApplicationBuilder(hub.Services);
        inner.UseGatehouse();
        var pipeline = inner.Build();

        var (status, body) = await SendAsync(hub, pipeline, hub.AdminKey);
        status.ShouldBe(200);
        body.ShouldStartWith("{\"system\":\"cavvisit\"");
        (await SendAsync(hub, pipeline, null)).Status.ShouldBe(401);

        for (var i = 0; i < Requests; i++)
            await RunAsync(hub, pipeline, hub.AdminKey, Stream.Null);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Requests; i++)
            RunAsync(hub, pipeline, hub.AdminKey, Stream.Null).IsCompletedSuccessfully.ShouldBeTrue();
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Requests).ShouldBeLessThan(PipelineBytes);
    }

    private static async Task<(int Status, string Body)> SendAsync(Hub hub, RequestDelegate pipeline, string? key)
    {
        var body = new MemoryStream();
        var status = await RunAsync(hub, pipeline, key, body);
        return (status, Encoding.UTF8.GetString(body.ToArray()));
    }

    private static async Task<int> RunAsync(Hub hub, RequestDelegate pipeline, string? key, Stream body)
    {
        await using var scope = hub.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = HttpMethods.Get;
        context.Request.Path = EndpointGroup.Prefix + "/systems/cavvisit";
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        if (key is not null)
            context.Request.Headers["x-api-key"] = key;
        await pipeline(context);
        await context.Response.BodyWriter.FlushAsync();
        return context.Response.StatusCode;
    }
}
