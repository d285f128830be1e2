using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Gatehouse.Compat;

namespace Azure.Storage.Queues.Wire;

/// <summary>Signs each try with the account key: SharedKey, over the method, the content, the <c>x-ms-</c> headers and the address.</summary>
internal sealed class SharedKeyPolicy(StorageConnection connection) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        request.Headers.SetValue("x-ms-date", DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(connection.Key, Encoding.UTF8.GetBytes(TextToSign(request))));
        request.Headers.SetValue("Authorization", $"SharedKey {connection.Account}:{signature}");
    }

    private string TextToSign(Request request)
    {
        var length = request.Content is not null && request.Content.TryComputeLength(out var bytes) && bytes > 0
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : "";
        string[] standard =
        [
            request.Method.Method,
            Header(request, "Content-Encoding"),
            Header(request, "Content-Language"),
            length,
            Header(request, "Content-MD5"),
            Header(request, "Content-Type"),
            "", // The date is in x-ms-date.
            Header(request, "If-Modified-Since"),
            Header(request, "If-Match"),
            Header(request, "If-None-Match"),
            Header(request, "If-Unmodified-Since"),
            Header(request, "Range"),
        ];
        var own = request.Headers
            .Where(header => header.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Name.ToLowerInvariant()}:{header.Value}")
            .Order(StringComparer.Ordinal);
        var address = request.Uri.ToUri();
        var parameters = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(parameter => parameter.Split('=', 2))
            .Select(pair => $"{pair[0].ToLowerInvariant()}:{Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")}")
            .Order(StringComparer.Ordinal);
        return string.Join('\n', [.. standard, .. own, $"/{connection.Account}{address.AbsolutePath}", .. parameters]);
    }

    private static string Header(Request request, string name) => request.Headers.TryGetValue(name, out var value) ? value : "";
}
