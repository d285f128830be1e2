using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.AccessEvents;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Indexes;
using Gatehouse.Json;
using Gatehouse.Objects;
using Gatehouse.Operations;
using Gatehouse.Outgoing;
using Gatehouse.Secrets;
using Gatehouse.Tokens;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Webhooks;

namespace Gatehouse.Facilities;

/// <summary>What callers can do with facilities themselves.</summary>
/// <param name="facilities">Their configuration.</param>
/// <param name="directory">Their contexts.</param>
/// <param name="connectors">The connectors.</param>
/// <param name="secrets">Where their secrets are.</param>
/// <param name="addresses">Which addresses the hub may connect to.</param>
/// <param name="calls">Calls vendors.</param>
/// <param name="tokens">The vendors' tokens.</param>
/// <param name="connections">Which facilities' vendors answer.</param>
/// <param name="passages">What passed at facilities.</param>
/// <param name="indexes">What the hub keeps of facilities' objects.</param>
/// <param name="inbox">The webhooks that facilities were sent.</param>
/// <param name="time">The clock.</param>
public sealed class FacilityService(
    FacilityStore facilities,
    FacilityDirectory directory,
    ConnectorRegistry connectors,
    ISecretStore secrets,
    AddressPolicy addresses,
    VendorCalls calls,
    TokenCache tokens,
    FacilityConnections connections,
    AccessEventStore passages,
    ObjectIndexes indexes,
    InboxStore inbox,
    TimeProvider time)
{
    private static bool HasPlaceFor(Connector connector, string secret) =>
        secret == WebhookSecrets.Name || connector.Secrets.Any(known => known.Name == secret);

    private const int SecretCharacters = 8000;

    /// <summary>All facilities, by id.</summary>
    public async Task<IReadOnlyList<Facility>> ListAsync(CancellationToken cancellationToken)
    {
        var list = new List<Facility>();
        await foreach (var facility in facilities.ListAsync(cancellationToken))
            list.Add(facility.Value);
        return list;
    }

    /// <summary>Reads a facility.</summary>
    /// <exception cref="HubException"><c>facility_not_found</c>.</exception>
    public async Task<Facility> GetAsync(string id, CancellationToken cancellationToken) =>
        (await facilities.GetAsync(id, cancellationToken))?.Value ?? throw FacilityDirectory.NotFound(id);

    /// <summary>
    /// Creates a facility or changes it: what the body omits stays, <c>null</c> clears. Its system cannot change.
    /// A change of a vendor address clears the facility's secrets, so that none reaches an address it was not meant for.
    /// </summary>
    /// <exception cref="InvalidInputException">The configuration is wrong.</exception>
    /// <exception cref="HubException"><c>facility_changed</c>: somebody else changed it at the same time.</exception>
    public async Task<Written<Facility>> PutAsync(string id, JsonElement body, CancellationToken cancellationToken)
    {
        var (clean, wrong) = StrictJson.ReadPatch(body, GatehouseJson.Default.FacilityDraft);
        var errors = wrong.ToList();
        FacilityChecks.Id(id, errors);
        if (body.ValueKind != JsonValueKind.Object || errors.Exists(error => error.Pointer == "facility"))
            InvalidInputException.ThrowIfAny(errors);

        var before = await facilities.GetAsync(id, cancellationToken);
        var draft = Merge(before?.Value, clean);
        var connector = Connector(before?.Value, draft, errors);
        FacilityChecks.Draft(draft, connector, addresses, errors);
        InvalidInputException.ThrowIfAny(errors);

        var now = time.GetUtcNow();
        var after = new Facility
        {
            Id = id,
            Name = draft.Name!.Trim(),
            System = draft.System!,
            TimeZone = draft.TimeZone!,
            Settings = draft.Settings,
            Resilience = draft.Resilience,
            Webhooks = draft.Webhooks,
            CreatedAt = before?.Value.CreatedAt ?? now,
            UpdatedAt = now,
        };
        if (before is not null && FacilityChecks.AddressChanged(connector!, before.Value.Settings, after.Settings))
            await ClearSecretsAsync(id, connector!, cancellationToken);
        if (!await facilities.SaveAsync(after, before?.ETag, cancellationToken))
            throw new HubException(HubErrorKind.Conflict, "facility_changed", "Somebody else changed the facility at the same time. Read it and try again.");
        directory.Forget(id);
        await tokens.DropAsync(id, cancellationToken);
        return new Written<Facility>(after, before is null);
    }

    /// <summary>Removes a facility: its secrets, its configuration and what the hub kept of its objects. The vendor is not called.</summary>
    /// <exception cref="HubException"><c>facility_not_found</c>.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var facility = await GetAsync(id, cancellationToken);
        await ClearSecretsAsync(id, connectors.Get(facility.System), cancellationToken);
        await secrets.DeleteAsync(WebhookSecrets.Of(id), cancellationToken);
        await facilities.DeleteAsync(id, cancellationToken);
        directory.Forget(id);
        calls.Forget(id);
        await tokens.DropAsync(id, cancellationToken);
        await connections.ForgetAsync(id, cancellationToken);
        await passages.ForgetAsync(id, cancellationToken);
        await inbox.ForgetAsync(id, cancellationToken);
        await indexes.ForgetAsync(id, cancellationToken);
    }

    /// <summary>Calls the vendor with the facility's settings and secrets and changes nothing there. What came of it is an event when it is new.</summary>
    public async Task<ConnectionReport> TestAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var report = await calls.CallAsync(await directory.GetAsync(id, cancellationToken), FacilityOperations.Test, default(Unit), cancellationToken);
            await connections.NoteAsync(id, connected: true);
            return report;
        }
        catch (VendorException exception) when (exception.Error.Kind != VendorErrorKind.RateLimited)
        {
            await connections.NoteAsync(id, connected: false);
            throw;
        }
    }

    /// <summary>What a facility can do.</summary>
    public async Task<IReadOnlyList<Capability>> CapabilitiesAsync(string id, CancellationToken cancellationToken) =>
        connectors.Capabilities(await directory.GetAsync(id, cancellationToken));

    /// <summary>Whether a facility has a secret, be it one that may not be used.</summary>
    /// <exception cref="HubException"><c>facility_not_found</c>.</exception>
    public async Task<bool> HasSecretAsync(string id, string name, CancellationToken cancellationToken)
    {
        if (!HasPlaceFor(connectors.Get((await GetAsync(id, cancellationToken)).System), name))
            return false;

        try
        {
            return await secrets.GetAsync(SecretName.OfFacility(id, name), cancellationToken) is not null;
        }
        catch (UnusableSecretException)
        {
            return true;
        }
    }

    /// <summary>Sets a secret that the facility's system uses.</summary>
    /// <exception cref="InvalidInputException">The system uses no such secret, or the value is empty or too long.</exception>
    public async Task SetSecretAsync(string id, string name, string? value, CancellationToken cancellationToken)
    {
        var connector = connectors.Get((await GetAsync(id, cancellationToken)).System);
        if (!HasPlaceFor(connector, name))
        {
            var known = connector.Secrets.Select(secret => secret.Name).Append(WebhookSecrets.Name);
            throw new InvalidInputException("name", $"{connector.DisplayName} uses no secret '{name}'. It uses: {string.Join(", ", known)}.");
        }

        if (string.IsNullOrWhiteSpace(value) || value.Length > SecretCharacters)
            throw new InvalidInputException("/value", FormattableString.Invariant($"Must have 1 to {SecretCharacters} characters."));
        if (name == WebhookSecrets.Name)
            CheckWebhookSecret(value);
        await secrets.SetAsync(SecretName.OfFacility(id, name), value, cancellationToken);
        await tokens.DropAsync(id, cancellationToken);
    }

    private static void CheckWebhookSecret(string value)
    {
        var errors = new List<FieldError>();
        WebhookChecks.Secret(value, errors);
        InvalidInputException.ThrowIfAny(errors);
    }

    private static FacilityDraft Merge(Facility? before, JsonObject patch)
    {
        var draft = before is null ? new FacilityDraft() : FacilityDraft.Of(before);
        var merged = JsonSerializer.SerializeToNode(draft, GatehouseJson.Default.FacilityDraft)!.AsObject();
        MergePatch.Apply(merged, patch);
        return merged.Deserialize(GatehouseJson.Default.FacilityDraft)!;
    }

    private Connector? Connector(Facility? before, FacilityDraft draft, List<FieldError> errors)
    {
        if (draft.System is null)
        {
            errors.Add(new FieldError("/system", $"Is required. Known are: {string.Join(", ", connectors.All.Select(known => known.System))}."));
            return null;
        }

        if (before is not null && before.System != draft.System)
            errors.Add(new FieldError("/system", $"Is '{before.System}' and cannot change; make another facility."));
        try
        {
            return connectors.Get(draft.System);
        }
        catch (InvalidInputException exception)
        {
            errors.AddRange(exception.Errors);
            return null;
        }
    }

    private async Task ClearSecretsAsync(string id, Connector connector, CancellationToken cancellationToken)
    {
        foreach (var secret in connector.Secrets)
            await secrets.DeleteAsync(SecretName.OfFacility(id, secret.Name), cancellationToken);
    }
}
