using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>Calls the API with a key, and keeps every answer.</summary>
public sealed class Caller : IDisposable
{
    private readonly HttpClient _client;
    private readonly ConcurrentQueue<Answer> _answers = new();

    public Caller(Uri address, string? key)
    {
        Key = key;
        _client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        if (key is not null)
            _client.DefaultRequestHeaders.Add("x-api-key", key);
    }

    public string? Key { get; }

    public IReadOnlyCollection<Answer> Answers => _answers;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, string? once = null) => SendAsync(HttpMethod.Post, path, body, once);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object body, string? once = null) => SendAsync(HttpMethod.Patch, path, body, once);

    public Task<Answer> DeleteAsync(string path, string? once = null) => SendAsync(HttpMethod.Delete, path, null, once);

    /// <summary>Sends a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its address below the API's, or an absolute one.</param>
    /// <param name="body">JSON text, or what to write as JSON; nothing when null.</param>
    /// <param name="once">Its Idempotency-Key.</param>
    /// <param name="prefer">Its Prefer header.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, string? once = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (once is not null)
            request.Headers.Add("Idempotency-Key", once);
        if (prefer is not null)
            request.Headers.Add("Prefer", prefer);
        using var response = await _client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new Answer(response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync());
        _answers.Enqueue(answer);
        return answer;
    }

    public void Dispose() => _client.Dispose();
}
