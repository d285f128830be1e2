using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Gatehouse.Testing.Npm;

namespace Gatehouse.Testing.StandardWebhooks;

/// <summary>
/// An independent implementation of Standard Webhooks: the npm package <c>standardwebhooks</c>, which verifies by the real time. It is
/// installed at the locked version on first use; it ends when it is disposed of and when the process that started it ends.
/// </summary>
public sealed class StandardWebhooksServer : IAsyncDisposable
{
    private const string Listening = "listening at ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly HttpClient _client;

    private StandardWebhooksServer(Process process, Uri address)
    {
        _process = process;
        _client = new HttpClient { BaseAddress = address };
    }

    /// <summary>Installs the package when it is missing and starts the server on a free port of 127.0.0.1.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing, or the server does not start.</exception>
    public static async Task<StandardWebhooksServer> StartAsync()
    {
        var folder = await NpmInstallation.EnsureAsync("StandardWebhooks", "start.js");
        var process = NpmInstallation.Start("node", folder, "start.js");
        using var limit = new CancellationTokenSource(LongestStart);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token);
        if (line?.StartsWith(Listening, StringComparison.Ordinal) == true)
            return new StandardWebhooksServer(process, new Uri(line[Listening.Length..]));

        var error = await process.StandardError.ReadToEndAsync(limit.Token);
        process.Dispose();
        throw new InvalidOperationException($"The server of standardwebhooks does not start: {error}");
    }

    /// <summary>The address of a subscriber, which answers 204 to what the package accepts and 401 to all else.</summary>
    public Uri SubscriberUrl(string name) => new(_client.BaseAddress!, $"subscribers/{name}");

    /// <summary>Sets what a subscriber verifies with.</summary>
    public async Task SetSecretAsync(string name, string secret)
    {
        using var content = new StringContent(secret);
        using var answer = await _client.PutAsync(SubscriberUrl(name), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The header <c>webhook-signature</c> as the package writes it.</summary>
    public async Task<string> SignAsync(string secret, string id, DateTimeOffset timestamp, string body)
    {
        var wanted = new Dictionary<string, object>
        {
            ["secret"] = secret,
            ["id"] = id,
            ["timestamp"] = timestamp.ToUnixTimeSeconds(),
            ["body"] = body,
        };
        using var answer = await _client.PostAsJsonAsync("signatures", wanted);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The package does not sign: {(int)answer.StatusCode} {text}"));
    }

    /// <summary>Ends the server.</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
