using System.Security.Cryptography;
using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Secrets;
using Gatehouse.Validation;

namespace Gatehouse.ApiKeys;

/// <summary>Makes, lists, disables and removes callers' keys.</summary>
/// <param name="keys">The keys.</param>
/// <param name="facilities">The facilities that a key may be limited to.</param>
/// <param name="authenticator">Forgets what was changed.</param>
/// <param name="secrets">Where the admin key is.</param>
/// <param name="time">The clock.</param>
public sealed class ApiKeyService(
    ApiKeyStore keys, FacilityStore facilities, ApiKeyAuthenticator authenticator, ISecretStore secrets, TimeProvider time)
{
    private const int NameCharacters = 100;
    private const int MostFacilities = 1000;
    private const int MostRequestsPerSecond = 10_000;

    /// <summary>Makes the hub's first key, which allows everything, unless there is one, and returns its text.</summary>
    public async Task<string> EnsureAdminKeyAsync(CancellationToken cancellationToken)
    {
        if (await secrets.GetAsync(ApiKeyAuthenticator.AdminKey, cancellationToken) is { } present)
            return present;

        var text = ApiKeyText.Compose(ApiKeyText.AdminId, ApiKeyText.NewSecret());
        await secrets.SetAsync(ApiKeyAuthenticator.AdminKey, text, cancellationToken);
        authenticator.Forget(ApiKeyText.AdminId);
        return text;
    }

    /// <summary>Makes a key.</summary>
    /// <exception cref="InvalidInputException">Something is wrong with the draft; names all of it.</exception>
    public async Task<IssuedApiKey> CreateAsync(Input<ApiKeyDraft> input, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>(input.Errors);
        Check(input.Value, errors);
        await CheckFacilitiesAsync(input.Value, errors, cancellationToken);
        InvalidInputException.ThrowIfAny(errors);

        var draft = input.Value;
        var secret = ApiKeyText.NewSecret();
        var hash = new byte[SHA256.HashSizeInBytes];
        ApiKeyText.Hash(secret, hash);
        var key = new ApiKey
        {
            Id = ApiKeyText.NewId(),
            Name = draft.Name!.Trim(),
            SecretHash = hash,
            Scopes = [.. draft.Scopes!.Distinct(StringComparer.Ordinal)],
            Facilities = draft.Facilities is { } limited ? [.. limited.Distinct(StringComparer.Ordinal)] : null,
            CreatedAt = time.GetUtcNow(),
            ExpiresAt = draft.ExpiresAt?.ToUniversalTime(),
            RequestsPerSecond = draft.RequestsPerSecond,
        };
        while (!await keys.InsertAsync(key, cancellationToken))
            key = key with { Id = ApiKeyText.NewId() };

        authenticator.Forget(key.Id);
        return new IssuedApiKey(key, ApiKeyText.Compose(key.Id, secret));
    }

    /// <summary>A part of all keys, by id. The admin key is not among them.</summary>
    public Task<Page<ApiKey>> ListAsync(PageRequest page, CancellationToken cancellationToken) => keys.ListAsync(page, cancellationToken);

    /// <summary>Reads a key.</summary>
    /// <exception cref="HubException"><c>api_key_not_found</c>.</exception>
    public async Task<ApiKey> GetAsync(string id, CancellationToken cancellationToken) =>
        ApiKeyText.IsId(id) && await keys.GetAsync(id, cancellationToken) is { } found ? found.Value : throw NotFound(id);

    /// <summary>Makes the hub refuse a key, or accept it again. Other instances follow within 30 seconds.</summary>
    /// <exception cref="HubException"><c>api_key_not_found</c>.</exception>
    public async Task<ApiKey> SetDisabledAsync(string id, bool disabled, CancellationToken cancellationToken)
    {
        while (ApiKeyText.IsId(id) && await keys.GetAsync(id, cancellationToken) is { } found)
        {
            var changed = found.Value with { Disabled = disabled };
            if (await keys.ReplaceAsync(changed, found.ETag, cancellationToken) is null)
                continue;

            authenticator.Forget(id);
            return changed;
        }

        throw NotFound(id);
    }

    /// <summary>Removes a key. Other instances follow within 30 seconds.</summary>
    /// <exception cref="HubException"><c>api_key_not_found</c>.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var deleted = ApiKeyText.IsId(id) && await keys.DeleteAsync(id, cancellationToken);
        authenticator.Forget(id);
        if (!deleted)
            throw NotFound(id);
    }

    internal static ApiKey Admin(byte[] hash) => new()
    {
        Id = ApiKeyText.AdminId,
        Name = "The hub's first key",
        SecretHash = hash,
        Scopes = [Scopes.Admin],
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private void Check(ApiKeyDraft draft, List<FieldError> errors)
    {
        if ((string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > NameCharacters) && !errors.Exists(error => error.Pointer == "/name"))
            errors.Add(new FieldError("/name", FormattableString.Invariant($"Must have 1 to {NameCharacters} characters.")));
        CheckScopes(draft, errors);
        if (draft.ExpiresAt <= time.GetUtcNow())
            errors.Add(new FieldError("/expiresAt", "Has passed already."));
        if (draft.RequestsPerSecond is < 1 or > MostRequestsPerSecond)
            errors.Add(new FieldError("/requestsPerSecond", FormattableString.Invariant($"Must be 1 to {MostRequestsPerSecond}.")));
    }

    private static void CheckScopes(ApiKeyDraft draft, List<FieldError> errors)
    {
        if (errors.Exists(error => error.Pointer.StartsWith("/scopes", StringComparison.Ordinal)))
            return;

        var scopes = draft.Scopes ?? [];
        if (scopes.Count == 0)
            errors.Add(new FieldError("/scopes", $"Must name at least one scope of: {string.Join(", ", Scopes.All)}."));
        for (var i = 0; i < scopes.Count; i++)
        {
            if (!Scopes.All.Contains(scopes[i]))
                errors.Add(new FieldError(FormattableString.Invariant($"/scopes/{i}"), $"Is no scope. Scopes are: {string.Join(", ", Scopes.All)}."));
        }
    }

    // A key that may make other keys can reach every facility through them; one that claims less would only mislead.
    private async Task CheckFacilitiesAsync(ApiKeyDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (draft.Facilities is not { } limited)
            return;

        if (limited.Count is 0 or > MostFacilities)
            errors.Add(new FieldError("/facilities", FormattableString.Invariant($"Must name 1 to {MostFacilities} facilities, or be left out for all.")));
        if (draft.Scopes is { } scopes && scopes.Contains(Scopes.Admin))
            errors.Add(new FieldError("/facilities", "A key with the scope admin is good for all facilities; leave this out."));
        if (limited.Count <= MostFacilities)
            await CheckKnownAsync(limited, errors, cancellationToken);
    }

    // Else a slip of the pen would give a key for nothing, and one day for a facility that somebody else makes under that id.
    private async Task CheckKnownAsync(IReadOnlyList<string> limited, List<FieldError> errors, CancellationToken cancellationToken)
    {
        for (var i = 0; i < limited.Count; i++)
        {
            if (!FacilityChecks.IsId(limited[i]) || await facilities.GetAsync(limited[i], cancellationToken) is null)
                errors.Add(new FieldError(FormattableString.Invariant($"/facilities/{i}"), $"There is no facility '{limited[i]}'. Make it first."));
        }
    }

    private static HubException NotFound(string id) => new(HubErrorKind.NotFound, "api_key_not_found", $"There is no API key '{id}'.");
}
