using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Indexes;
using Gatehouse.Security;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Objects;

/// <summary>What callers can do with a facility's objects of any kind: read, create, change.</summary>
/// <remarks>
/// Every method fails with <see cref="Errors.HubException"/> for what the hub or the facility cannot do,
/// <see cref="InvalidInputException"/> for wrong input, and <see cref="VendorException"/> for the vendor's failures.
/// </remarks>
/// <typeparam name="TItem">The object.</typeparam>
/// <typeparam name="TDraft">What callers write.</typeparam>
/// <typeparam name="TCreate">The connectors' request to create one.</typeparam>
/// <typeparam name="TUpdate">The connectors' request to change one.</typeparam>
public abstract class ObjectService<TItem, TDraft, TCreate, TUpdate>
    where TItem : class
    where TDraft : class
{
    private readonly Fingerprints _fingerprints;
    private KeyedObjects<TItem, TDraft, TCreate, TUpdate>? _objects;

    private protected ObjectService(FacilityDirectory facilities, VendorCalls calls, ObjectIndex index, Fingerprints fingerprints, TimeProvider time)
    {
        _fingerprints = fingerprints;
        (Facilities, Calls, Index, Time) = (facilities, calls, index, time);
    }

    private protected FacilityDirectory Facilities { get; }

    private protected VendorCalls Calls { get; }

    private protected ObjectIndex Index { get; }

    private protected TimeProvider Time { get; }

    private protected KeyedObjects<TItem, TDraft, TCreate, TUpdate> Objects => _objects ??= new(Kind(), Index, Calls, _fingerprints, Time);

    /// <summary>Reads an object by the vendor's id or <c>key:{key}</c>.</summary>
    public async Task<TItem> GetAsync(string facility, string address, CancellationToken cancellationToken) =>
        await Objects.GetAsync(await Facilities.GetAsync(facility, cancellationToken), address, cancellationToken);

    /// <summary>
    /// An object as the hub last saw it, by the vendor's id or <c>key:{key}</c>; <see langword="null"/> when it did not, or keeps no record of
    /// this kind. The vendor is not asked.
    /// </summary>
    public virtual Task<TItem?> FindSeenAsync(string facility, string address, CancellationToken cancellationToken) => Task.FromResult<TItem?>(null);

    /// <summary>Creates an object; one with a known key and the same content is returned as it is.</summary>
    /// <param name="facility">The facility's id.</param>
    /// <param name="input">The object.</param>
    /// <param name="operationId">The same for every try of the same request; <see langword="null"/> for a request that is not repeated.</param>
    /// <param name="cancellationToken">Cancels before the vendor is called.</param>
    public async Task<Written<TItem>> CreateAsync(
        string facility, Input<TDraft> input, string? operationId, CancellationToken cancellationToken) =>
        await Objects.CreateAsync(await Facilities.GetAsync(facility, cancellationToken), input, operationId, cancellationToken);

    /// <summary>Changes an object by a JSON merge patch.</summary>
    public virtual async Task<TItem> PatchAsync(string facility, string address, JsonElement patch, CancellationToken cancellationToken) =>
        await Objects.PatchAsync(await Facilities.GetAsync(facility, cancellationToken), address, patch, [], cancellationToken);

    /// <summary>Creates the object with a key, or changes it as a patch does when it exists.</summary>
    public async Task<Written<TItem>> PutAsync(
        string facility, string key, JsonElement body, string? operationId, CancellationToken cancellationToken) =>
        await Objects.PutAsync(await Facilities.GetAsync(facility, cancellationToken), key, body, operationId, cancellationToken);

    /// <summary>The vendor's id of an object's address.</summary>
    internal Task<string> ResolveAddressAsync(FacilityContext context, string address, CancellationToken cancellationToken) =>
        Objects.ResolveAsync(context, address, cancellationToken);

    private protected abstract ObjectKind<TItem, TDraft, TCreate, TUpdate> Kind();
}
