using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Testing.Npm;

namespace Gatehouse.Testing.StandardWebhooks;

/// <summary>
/// A sender and receiver of webhooks that is not the hub's own: the reference implementation of Standard Webhooks for Node.js. It is
/// installed with npm, at the locked version, on first use.
/// </summary>
public sealed class StandardWebhooksPeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    private StandardWebhooksPeer(Process process) => _process = process;

    /// <summary>Installs the package when it is missing and starts it.</summary>
    /// <exception cref="InvalidOperationException">Node.js or npm is missing.</exception>
    public static async Task<StandardWebhooksPeer> StartAsync() =>
        new(NpmInstallation.Start("node", await NpmInstallation.EnsureAsync("StandardWebhooks", "sign.js", "start.js"), "sign.js"));

    /// <summary>The value of <c>webhook-signature</c> for a message.</summary>
    public async Task<string> SignAsync(string secret, string id, DateTimeOffset timestamp, byte[] body)
    {
        var answer = await AskAsync(new { secret, id, timestamp = timestamp.ToUnixTimeSeconds(), body = Convert.ToBase64String(body) });
        return answer.GetProperty("signature").GetString()!;
    }

    /// <summary>Verifies a message that was received, by the real clock. Returns what is wrong with it; null for nothing.</summary>
    public async Task<string?> VerifyAsync(string secret, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var answer = await AskAsync(new { secret, headers, body = Convert.ToBase64String(body) });
        return answer.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<JsonElement> AskAsync(object question)
    {
        using var limit = new CancellationTokenSource(Patience);
        await _turn.WaitAsync(limit.Token);
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question).AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            var line = await _process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync(limit.Token));
            return JsonElement.Parse(line);
        }
        finally
        {
            _turn.Release();
        }
    }
}
