using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors;
using Gatehouse.Errors;
using Gatehouse.Indexes;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Objects;

/// <summary>Reads and writes vendor objects that a caller may have given a key. The same for visits, people and organizations.</summary>
internal sealed class KeyedObjects<TItem, TDraft, TCreate, TUpdate>(
    ObjectKind<TItem, TDraft, TCreate, TUpdate> kind, ObjectIndex index, VendorCalls calls, Fingerprints fingerprints, TimeProvider time)
    where TItem : class
    where TDraft : class
{
    private const int ReadsAtOnce = 16;
    private readonly ObjectKeys _keys = new(kind.Noun, index, calls, fingerprints, time);

    /// <summary>Reads an object by the vendor's id or by <c>key:{key}</c>.</summary>
    public async Task<TItem> GetAsync(FacilityContext context, string address, CancellationToken cancellationToken)
    {
        calls.Require(context, kind.Get);
        var id = await ResolveAsync(context, address, cancellationToken);
        return await WithRecordAsync(context, await LoadAsync(context, id, cancellationToken), cancellationToken);
    }

    /// <summary>The vendor's id of an address.</summary>
    public async Task<string> ResolveAsync(FacilityContext context, string address, CancellationToken cancellationToken)
    {
        if (ObjectAddress.KeyOf(address) is not { } key)
            return address;

        var record = await index.FindKeyAsync(context.Facility.Id, key, cancellationToken)
            ?? throw new HubException(
                HubErrorKind.NotFound, "not_found", $"Facility '{context.Facility.Id}' has no {kind.Noun} with the key '{key}'.");
        return record.Value.Id
            ?? await calls.FindResultAsync(record.Value.OperationId, cancellationToken)
            ?? throw new HubException(
                HubErrorKind.InFlight, "request_in_flight",
                $"The {kind.Noun} with this key is still being created. Send the create again to get its outcome.", TimeSpan.FromSeconds(2));
    }

    /// <summary>The vendor's id of an address, as far as the hub knows it; <see langword="null"/> for a key that it does not know, or not yet.</summary>
    public async Task<string?> KnownIdAsync(string facility, string address, CancellationToken cancellationToken) =>
        ObjectAddress.KeyOf(address) is { } key ? (await index.FindKeyAsync(facility, key, cancellationToken))?.Value.Id : address;

    /// <summary>Reads an object as the vendor has it.</summary>
    public Task<TItem> LoadAsync(FacilityContext context, string id, CancellationToken cancellationToken) =>
        calls.CallAsync(context, kind.Get, new ItemRequest(id), cancellationToken);

    /// <summary>Adds what the hub itself knows of an object.</summary>
    public async Task<TItem> WithRecordAsync(FacilityContext context, TItem item, CancellationToken cancellationToken)
    {
        var record = await index.FindAsync(context.Facility.Id, kind.IdOf(item), cancellationToken);
        return await kind.WithNews(context, record is null ? item : kind.WithRecord(item, record), record, cancellationToken);
    }

    /// <summary>Adds what the hub itself knows to each object of a page.</summary>
    public async Task<Page<TItem>> WithRecordsAsync(FacilityContext context, Page<TItem> page, CancellationToken cancellationToken)
    {
        var items = new TItem[page.Items.Count];
        await Parallel.ForAsync(
            0,
            items.Length,
            new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => items[i] = await WithRecordAsync(context, page.Items[i], token));
        return page with { Items = items };
    }

    /// <summary>The vendor's id for a reference's id; an unknown key is added to the errors.</summary>
    public async Task<string?> ResolveReferenceAsync(
        FacilityContext context, string? address, string pointer, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (address is null)
            return null;

        try
        {
            return await ResolveAsync(context, address, cancellationToken);
        }
        catch (HubException exception) when (exception.Kind == HubErrorKind.NotFound)
        {
            errors.Add(new FieldError(pointer, exception.Message));
            return null;
        }
    }

    /// <summary>Creates an object, once for a key and once for an operation id.</summary>
    public async Task<Written<TItem>> CreateAsync(
        FacilityContext context, Input<TDraft> input, string? operationId, CancellationToken cancellationToken)
    {
        var handler = calls.Require(context, kind.Create);
        var errors = input.Errors.ToList();
        var key = kind.KeyOf(input.Value);
        if (key is not null && ObjectAddress.Problem(key, "/key") is { } problem)
            errors.Add(problem);

        var content = JsonSerializer.SerializeToUtf8Bytes(input.Value, kind.DraftType);
        if (errors.Count == 0 && key is not null && await FindExistingAsync(context, key, content, cancellationToken) is { } existing)
            return new Written<TItem>(existing, Created: false);

        var draft = await CompleteAsync(context, handler, input.Value, errors, cancellationToken);
        operationId ??= ObjectAddress.NewOperationId();
        Add(handler.Check(context, kind.NewCreate(draft, operationId)), errors);
        InvalidInputException.ThrowIfAny(errors);
        return key is null
            ? await RunAsync(context, draft, operationId, null, cancellationToken)
            : await CreateKeyedAsync(context, draft, key, content, operationId, cancellationToken);
    }

    /// <summary>Changes an object: what the patch omits stays, <c>null</c> clears.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="patch">The changes.</param>
    /// <param name="known">Which members are wrong already; it is told with the rest, and nothing is changed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TItem> PatchAsync(
        FacilityContext context, string address, JsonElement patch, IReadOnlyList<FieldError> known, CancellationToken cancellationToken)
    {
        var handler = calls.Require(context, kind.Update);
        var (clean, wrong) = StrictJson.ReadPatch(patch, kind.DraftType);
        var errors = known.ToList();
        Add(wrong, errors);
        if (patch.ValueKind != JsonValueKind.Object)
            InvalidInputException.ThrowIfAny(errors);

        var id = await ResolveAsync(context, address, cancellationToken);
        var current = await LoadAsync(context, id, cancellationToken);
        var record = await index.FindAsync(context.Facility.Id, id, cancellationToken);
        if (patch.TryGetProperty("key", out var key) && (key.ValueKind != JsonValueKind.String || key.GetString() != record?.Key))
            errors.Add(new FieldError("/key", "A key is given at creation and cannot be changed."));

        var whole = record is null ? current : kind.WithRecord(current, record);
        var before = JsonSerializer.SerializeToNode(kind.DraftOf(whole), kind.DraftType)!.AsObject();
        var merged = before.DeepClone().AsObject();
        kind.PrepareMerge(merged, patch);
        foreach (var error in known)
            clean.Remove(error.Pointer[1..]);
        MergePatch.Apply(merged, clean);

        var inMerged = new List<FieldError>();
        var draft = await CompleteAsync(context, handler, merged.Deserialize(kind.DraftType)!, inMerged, cancellationToken);
        Add(inMerged.Where(error => IsChanged(error.Pointer, before, merged)), errors);
        var update = kind.NewUpdate(current, draft);
        Add(handler.Check(context, update), errors);
        InvalidInputException.ThrowIfAny(errors);
        var updated = await calls.CallAsync(context, kind.Update, update, cancellationToken);
        record = await index.ChangeAsync(context.Facility.Id, id, known => kind.Keep(context, draft, updated, known), CancellationToken.None);
        var changed = kind.WithRecord(updated, record);
        await kind.Written(context, changed);
        return await kind.WithNews(context, changed, record, CancellationToken.None);
    }

    /// <summary>Creates the object with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<TItem>> PutAsync(
        FacilityContext context, string key, JsonElement body, string? operationId, CancellationToken cancellationToken)
    {
        if (ObjectAddress.Problem(key, "key") is { } problem)
            throw new InvalidInputException([problem]);

        if (await index.FindKeyAsync(context.Facility.Id, key, cancellationToken) is { Value.Id: { } id } known)
        {
            try
            {
                var updated = await PatchAsync(context, id, WithoutCreateOnly(body), [], cancellationToken);
                var whole = kind.WithKey(StrictJson.Read(body, kind.DraftType).Value, key);
                await _keys.RememberAsync(known, JsonSerializer.SerializeToUtf8Bytes(whole, kind.DraftType), cancellationToken);
                return new Written<TItem>(updated, Created: false);
            }
            catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
            {
                // A vendor says the same of what the object refers to; only an object that is gone is made anew.
                if (await IsThereAsync(context, id, cancellationToken))
                    throw;
                await index.RemoveAsync(context.Facility.Id, id, cancellationToken);
            }
        }

        var input = StrictJson.Read(body, kind.DraftType);
        if (kind.KeyOf(input.Value) is { } inBody && inBody != key)
            input = input with { Errors = [.. input.Errors, new FieldError("/key", "Differs from the key in the address; leave it out.")] };
        return await CreateAsync(context, input with { Value = kind.WithKey(input.Value, key) }, operationId, cancellationToken);
    }

    /// <summary>
    /// Deletes an object at the vendor and frees its key. By key it also succeeds when the vendor has no such object any more,
    /// and it frees the key of a create whose outcome stayed unknown: what that may have made is then the caller's to look for.
    /// </summary>
    /// <param name="context">The facility.</param>
    /// <param name="address">The vendor's id or <c>key:{key}</c>.</param>
    /// <param name="confirm">What the caller confirmed, where the deletion reaches further than the facility.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task DeleteAsync(FacilityContext context, string address, string? confirm, CancellationToken cancellationToken)
    {
        var delete = kind.Delete ?? throw new NotSupportedException($"A {kind.Noun} cannot be deleted.");
        calls.Require(context, delete);
        if (ObjectAddress.KeyOf(address) is { } key && await _keys.FreeAsync(context.Facility.Id, key, cancellationToken))
            return;

        var id = await ResolveAsync(context, address, cancellationToken);
        try
        {
            await calls.CallAsync(context, delete, new ItemRequest(id, confirm), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            await index.RemoveAsync(context.Facility.Id, id, cancellationToken);
            await kind.Removed(context, id);
            if (ObjectAddress.KeyOf(address) is null)
                throw;
            return;
        }

        await index.RemoveAsync(context.Facility.Id, id, cancellationToken);
        await kind.Removed(context, id);
    }

    private JsonElement WithoutCreateOnly(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !kind.CreateOnly.Any(name => body.TryGetProperty(name, out _)))
            return body;

        var rest = JsonObject.Create(body)!;
        foreach (var name in kind.CreateOnly)
            rest.Remove(name);
        return JsonElement.Parse(rest.ToJsonString());
    }

    private async Task<bool> IsThereAsync(FacilityContext context, string id, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(context, id, cancellationToken);
            return true;
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            return false;
        }
    }

    // What the vendor has does not always pass the hub's checks; it is no reason to refuse a change of something else.
    private static bool IsChanged(string pointer, JsonObject before, JsonObject merged)
    {
        var member = pointer.Split('/')[1];
        return !JsonNode.DeepEquals(before[member], merged[member]);
    }

    // What is wrong with a member already is not said again in other words.
    private static void Add(IEnumerable<FieldError> more, List<FieldError> errors) =>
        errors.AddRange([.. more.Where(error => !errors.Exists(known => known.Pointer == error.Pointer))]);

    private async Task<TDraft> CompleteAsync(
        FacilityContext context, Handler handler, TDraft draft, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var complete = await kind.Complete(context, draft, errors, cancellationToken);
        RequiredFields.Check(JsonSerializer.SerializeToElement(complete, kind.DraftType), handler.Required, errors);
        return complete;
    }

    private async Task<TItem?> FindExistingAsync(FacilityContext context, string key, byte[] content, CancellationToken cancellationToken)
    {
        if (await _keys.FindAsync(context.Facility.Id, key, content, cancellationToken) is not { Id: { } id })
            return null;

        try
        {
            return await WithRecordAsync(context, await LoadAsync(context, id, cancellationToken), cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            throw new HubException(
                HubErrorKind.Conflict, "key_in_use",
                $"The {kind.Noun} that was created with the key '{key}' is gone at the vendor. PUT key:{key} creates it anew, DELETE key:{key} frees the key.",
                innerException: exception);
        }
    }

    private async Task<Written<TItem>> CreateKeyedAsync(
        FacilityContext context, TDraft draft, string key, byte[] content, string operationId, CancellationToken cancellationToken)
    {
        var record = await _keys.ClaimAsync(context.Facility.Id, key, content, operationId, cancellationToken);
        if (record.Id is { } id)
            return new Written<TItem>(await WithRecordAsync(context, await LoadAsync(context, id, cancellationToken), cancellationToken), false);

        try
        {
            return await RunAsync(context, draft, record.OperationId, record, cancellationToken);
        }
        catch (VendorException)
        {
            await _keys.GiveUpAsync(context.Facility.Id, key, record, CancellationToken.None);
            throw;
        }
    }

    private async Task<Written<TItem>> RunAsync(
        FacilityContext context, TDraft draft, string operationId, KeyRecord? keyed, CancellationToken cancellationToken)
    {
        draft = await kind.Begin(context, draft, operationId);
        var item = await calls.CreateAsync(
            context, kind.Create, operationId, kind.NewCreate(draft, operationId), kind.IdOf,
            id => LoadAsync(context, id, CancellationToken.None), cancellationToken);
        var record = kind.Keep(
            context, draft, item, new ObjectRecord { Key = keyed is null ? null : kind.KeyOf(draft), CreatedAt = time.GetUtcNow() });
        await index.RecordAsync(context.Facility.Id, kind.IdOf(item), record, keyed, CancellationToken.None);
        await kind.Made(context, draft, item, operationId);
        var known = kind.WithRecord(item, record);
        await kind.Written(context, known);
        return new Written<TItem>(known, Created: true);
    }
}
