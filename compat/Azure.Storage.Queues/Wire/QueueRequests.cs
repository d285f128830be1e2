using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Storage.Queues.Wire;

/// <summary>Writes the Queue service's requests and sends them.</summary>
internal sealed class QueueRequests(string endpoint, HttpPipeline pipeline)
{
    public static void SetText(Request request, string text)
    {
        request.Headers.SetValue("Content-Type", "application/xml");
        request.Content = RequestContent.Create(QueueXml.Write(text));
    }

    public HttpMessage Start(RequestMethod method, string path, params (string Name, string? Value)[] parameters)
    {
        var query = string.Join('&', parameters.Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(query.Length == 0 ? endpoint + path : $"{endpoint}{path}?{query}"));
        message.Request.Headers.Add("Accept", "application/xml");
        message.Request.Headers.Add("x-ms-version", QueueClientOptions.ServiceVersionText);
        return message;
    }

    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        await pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return expected.Contains(message.Response.Status) ? message.Response : throw new RequestFailedException(message.Response);
    }
}
