using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Azure.Tests.Secrets;

/// <summary>
/// A vault: the secrets API with its authentication challenge, soft delete and error bodies, as the service's documentation of
/// API version 7.5 has them.
/// </summary>
public sealed class VaultServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, VaultSecret> _secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, VaultSecret> _deleted = new(StringComparer.OrdinalIgnoreCase);
    private TlsServer? _server;

    /// <summary>Answers a request in the vault's place when it returns <see langword="true"/>; authenticated requests only.</summary>
    public Func<HttpContext, Task<bool>> Fault { get; set; } = _ => Task.FromResult(false);

    /// <summary>How many changes of a deleted name are answered as still being deleted.</summary>
    public int DeletionsUnderWay { get; set; }

    public FakeCredential Credential { get; } = new();

    private TlsServer Server => _server.ShouldNotBeNull();

    public static async Task<VaultServer> StartAsync()
    {
        var vault = new VaultServer();
        vault._server = await TlsServer.StartAsync(vault.HandleAsync);
        return vault;
    }

    /// <summary>The real client, with its retries made quick.</summary>
    public SecretClient Client(TokenCredential? credential = null)
    {
        var options = StorageClients.Impatient(AzureClients.ForVault());
        options.DisableChallengeResourceVerification = true;
        return new SecretClient(Server.Address, credential ?? Credential, Server.Trust(options));
    }

    /// <summary>How often a value was read with a token.</summary>
    public int Reads(string name) => Count("GET", $"/secrets/{name}");

    public int Count(string method, string path) => Server.Requests.Count(
        request => request.Method == method && request.Authorization is not null
            && request.Path.TrimEnd('/').Equals(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Sets a secret as an operator would, past the hub.</summary>
    public void Put(string name, string value, bool isEnabled = true, DateTimeOffset? notBefore = null, DateTimeOffset? expires = null) =>
        _secrets[name] = new VaultSecret(value, isEnabled, notBefore, expires);

    public Task StopAsync() => Server.StopAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Makes every call fail with a status, or with a broken connection.</summary>
    public void Break(int status) => Fault = context =>
    {
        if (status > 0)
            return AnswerErrorAsync(context, status, "Broken");

        context.Abort();
        return Task.FromResult(true);
    };

    /// <summary>Answers with an error; always <see langword="true"/>, for <see cref="Fault"/>.</summary>
    public static async Task<bool> AnswerErrorAsync(HttpContext context, int status, string code, string? inner = null)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = $"The vault says {code}." };
        if (inner is not null)
            error["innererror"] = new JsonObject { ["code"] = inner };

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
        return true;
    }

    /// <summary>Answers a read with a value that the vault may no longer have.</summary>
    public static Task AnswerValueAsync(HttpContext context, string value)
    {
        context.Response.ContentType = "application/json";
        var id = $"https://{context.Request.Host}{context.Request.Path.Value!.TrimEnd('/')}/0123456789abcdef0123456789abcdef";
        return context.Response.WriteAsync(new JsonObject { ["value"] = value, ["id"] = id, ["attributes"] = new JsonObject { ["enabled"] = true } }.ToJsonString());
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {FakeCredential.Token}")
        {
            context.Response.Headers.WWWAuthenticate =
                "Bearer authorization=\"https://login.example.test/11111111-2222-3333-4444-555555555555\", resource=\"https://vault.azure.net\"";
            await AnswerErrorAsync(context, 401, "Unauthorized");
            return;
        }

        if (await Fault(context))
            return;

        string[] path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        await ((context.Request.Method, path) switch
        {
            ("GET", ["secrets", var name]) => GetAsync(context, name),
            ("PUT", ["secrets", var name]) => SetAsync(context, name),
            ("DELETE", ["secrets", var name]) => DeleteAsync(context, name),
            ("POST", ["deletedsecrets", var name, "recover"]) => RecoverAsync(context, name),
            ("PATCH", ["secrets", var name, var version]) => ChangeAsync(context, name, version),
            _ => AnswerErrorAsync(context, 400, "BadParameter"),
        });
    }

    private Task GetAsync(HttpContext context, string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
            return AnswerErrorAsync(context, 404, "SecretNotFound");

        return secret.IsEnabled
            ? AnswerAsync(context, name, secret)
            : AnswerErrorAsync(context, 403, "Forbidden", "SecretDisabled");
    }

    private async Task SetAsync(HttpContext context, string name)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (_deleted.ContainsKey(name))
        {
            var inner = DeletionsUnderWay > 0 ? "ObjectIsBeingDeleted" : "ObjectIsDeletedButRecoverable";
            await AnswerErrorAsync(context, 409, "Conflict", inner);
            return;
        }

        Put(name, body.RootElement.GetProperty("value").GetString()!);
        await AnswerAsync(context, name, _secrets[name]);
    }

    private async Task ChangeAsync(HttpContext context, string name, string version)
    {
        if (!_secrets.TryGetValue(name, out var secret) || secret.Version != version)
        {
            await AnswerErrorAsync(context, 404, "SecretNotFound");
            return;
        }

        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _secrets[name] = secret with { IsEnabled = body.RootElement.GetProperty("attributes").GetProperty("enabled").GetBoolean() };
        await AnswerAsync(context, name, _secrets[name]);
    }

    private Task DeleteAsync(HttpContext context, string name)
    {
        if (!_secrets.TryRemove(name, out var secret))
            return AnswerErrorAsync(context, 404, "SecretNotFound");

        _deleted[name] = secret;
        return AnswerAsync(context, name, secret);
    }

    private Task RecoverAsync(HttpContext context, string name)
    {
        if (DeletionsUnderWay > 0)
        {
            DeletionsUnderWay--;
            return AnswerErrorAsync(context, 409, "Conflict", "ObjectIsBeingDeleted");
        }

        if (!_deleted.TryRemove(name, out var secret))
            return AnswerErrorAsync(context, 404, "SecretNotFound");

        _secrets[name] = secret;
        return AnswerAsync(context, name, secret);
    }

    private Task AnswerAsync(HttpContext context, string name, VaultSecret secret)
    {
        var attributes = new JsonObject { ["enabled"] = secret.IsEnabled, ["recoveryLevel"] = "Recoverable" };
        if (secret.NotBefore is { } start)
            attributes["nbf"] = start.ToUnixTimeSeconds();

        if (secret.Expires is { } end)
            attributes["exp"] = end.ToUnixTimeSeconds();

        context.Response.ContentType = "application/json";
        var answer = new JsonObject
        {
            ["value"] = secret.Value,
            ["id"] = $"{Server.Address}secrets/{name}/{secret.Version}",
            ["recoveryId"] = $"{Server.Address}deletedsecrets/{name}",
            ["attributes"] = attributes,
        };
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private sealed record VaultSecret(string Value, bool IsEnabled, DateTimeOffset? NotBefore, DateTimeOffset? Expires)
    {
        public string Version { get; } = Guid.NewGuid().ToString("N");
    }
}
