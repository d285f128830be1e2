namespace Gatehouse.Benchmarks.Servers;

/// <summary>The least that a hop can be: Kestrel and HttpClient, passing bodies through.</summary>
internal static class ProxyServer
{
    public static async Task<int> RunAsync(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var client = new HttpClient();
        app.Run(async context =>
        {
            var uri = new Uri(target, context.Request.Path.Value![1..] + context.Request.QueryString);
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), uri);
            if (context.Request.ContentLength > 0)
            {
                request.Content = new StreamContent(context.Request.Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
            }

            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }
}
