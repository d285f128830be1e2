using System.Globalization;
using Gatehouse.Api.Access;
using Gatehouse.Api.Answers;
using Gatehouse.Api.Endpoints;
using Gatehouse.Api.Passes;
using Gatehouse.ApiKeys;
using Gatehouse.Credentials;
using Gatehouse.Grants;
using Gatehouse.Operations;
using Gatehouse.Security;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Grants;

/// <summary>Shows grants, and waits for them.</summary>
/// <param name="grants">The grants.</param>
/// <param name="links">Signs the addresses of operations.</param>
/// <param name="passes">The addresses of passes.</param>
/// <param name="time">The clock of waiting.</param>
internal sealed class GrantAnswers(GrantService grants, SignedLinks links, PassUrls passes, TimeProvider time)
{
    /// <summary>What operation links are signed for.</summary>
    public const string LinkPurpose = "operation";

    /// <summary>What the id of a grant's operation begins with.</summary>
    public const string GrantPrefix = "grant-";

    private const int MostSeconds = 30;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>A grant as a caller sees it: its targets at facilities that the key covers, credentials for those who may see them.</summary>
    public Task<Grant> ShowAsync(HttpContext context, GrantDocument document, ApiKey key, CancellationToken cancellationToken) =>
        ShowAsync(context, document, key.Covers, key.Allows(Scopes.CredentialsRead), cancellationToken);

    /// <summary>A grant as somebody sees it: its targets at some facilities, with the values of credentials or without.</summary>
    public async Task<Grant> ShowAsync(
        HttpContext context, GrantDocument document, Predicate<string> covers, bool withCredentials, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var shown = new List<GrantTarget>(document.Targets.Count);
        foreach (var target in document.Targets.Select(target => target.Value).Where(target => covers(target.Facility)))
        {
            var credentials = await grants.CredentialsAsync(document.Grant.Value, target, cancellationToken);
            shown.Add(GrantView.Of(target, withCredentials ? CredentialFreshness.WithoutStale(credentials, now) : [.. credentials.Select(credential => credential with { Value = null })]));
        }

        var grant = GrantView.Of(document.Grant.Value, shown);
        return shown.Count == document.Targets.Count ? grant with { PassUrl = await passes.OfGrantAsync(context, grant.Id, cancellationToken) } : grant;
    }

    /// <summary>Answers with a grant: 200 once it is settled, within the caller's <c>Prefer: wait</c>, else 202 with the address to ask at.</summary>
    public async Task AnswerAsync(HttpContext context, GrantDocument document)
    {
        document = await WaitAsync(context, document);
        var grant = await ShowAsync(context, document, context.Caller(), CancellationToken.None);
        if (IsSettled(document))
            await JsonAnswer.OkAsync(context, grant);
        else
            await JsonAnswer.AcceptedAsync(context, await LinkAsync(document, context.Caller(), CancellationToken.None), grant);
    }

    /// <summary>The address of a grant's operation. It shows what the caller may see: the facilities are part of what the token is for.</summary>
    public Task<string> LinkAsync(GrantDocument document, ApiKey key, CancellationToken cancellationToken) => GrantLinkAsync(
        document.Grant.Value.Id,
        key.Facilities is null
            ? null
            : [.. document.Targets.Select(target => target.Value.Facility).Where(key.Covers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        cancellationToken);

    /// <summary>The address of a grant's operation that shows the targets at some facilities; <see langword="null"/> for all.</summary>
    public async Task<string> GrantLinkAsync(string grant, IReadOnlyList<string>? facilities, CancellationToken cancellationToken)
    {
        var content = ContentOf(GrantPrefix + grant, facilities);
        var token = await links.SignAsync(LinkPurpose, content, cancellationToken);
        var shown = facilities is null ? "" : $"f={Uri.EscapeDataString(string.Join(',', facilities))}&";
        return $"{EndpointGroup.Prefix}/operations/{GrantPrefix}{grant}?{shown}t={token}";
    }

    /// <summary>What the token of an operation's address is for.</summary>
    public static string ContentOf(string operation, IReadOnlyList<string>? facilities) =>
        facilities is null ? operation : $"{operation}?{string.Join(',', facilities)}";

    /// <summary>The address of an operation, with its token.</summary>
    public async Task<string> LinkAsync(string operation, CancellationToken cancellationToken) =>
        $"{EndpointGroup.Prefix}/operations/{operation}?t={await links.SignAsync(LinkPurpose, operation, cancellationToken)}";

    /// <summary>Whether nothing more happens by itself but at a time that is known: all targets are done with, or held until shortly before their window.</summary>
    public static bool IsSettled(GrantDocument document, Predicate<string>? covers = null) => document.Targets.All(target =>
        covers?.Invoke(target.Value.Facility) == false || target.Value.IsAtRest || (target.Value is { State: GrantState.Pending, NextAt: not null, Former.Count: 0 }));

    private async Task<GrantDocument> WaitAsync(HttpContext context, GrantDocument document)
    {
        var seconds = Wait(context.Request);
        if (seconds == 0)
            return document;

        context.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");
        var until = time.GetUtcNow().AddSeconds(seconds);
        while (!IsSettled(document) && time.GetUtcNow() < until && !context.RequestAborted.IsCancellationRequested)
        {
            await Task.Delay(Look, time, CancellationToken.None);
            document = await grants.GetAsync(document.Grant.Value.Id, CancellationToken.None);
        }

        return document;
    }

    private static int Wait(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
                return Math.Min(seconds, MostSeconds);
        }

        return 0;
    }
}
