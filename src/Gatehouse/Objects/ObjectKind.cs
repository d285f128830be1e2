using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Connectors;
using Gatehouse.Indexes;
using Gatehouse.Operations;
using Gatehouse.Validation;

namespace Gatehouse.Objects;

/// <summary>What <see cref="KeyedObjects{TItem, TDraft, TCreate, TUpdate}"/> needs to know of one kind of object.</summary>
internal sealed record ObjectKind<TItem, TDraft, TCreate, TUpdate>
    where TItem : class
    where TDraft : class
{
    /// <summary>What it is called in messages.</summary>
    public required string Noun { get; init; }

    public required JsonTypeInfo<TDraft> DraftType { get; init; }

    public required Operation<ItemRequest, TItem> Get { get; init; }

    public required Operation<TCreate, TItem> Create { get; init; }

    public required Operation<TUpdate, TItem> Update { get; init; }

    /// <summary><see langword="null"/> for objects that no vendor deletes.</summary>
    public Operation<ItemRequest, Unit>? Delete { get; init; }

    public required Func<TItem, string> IdOf { get; init; }

    /// <summary>What a caller could have written to get the object.</summary>
    public required Func<TItem, TDraft> DraftOf { get; init; }

    public required Func<TDraft, string?> KeyOf { get; init; }

    public required Func<TDraft, string, TDraft> WithKey { get; init; }

    /// <summary>Adds what the hub itself knows.</summary>
    public required Func<TItem, ObjectRecord, TItem> WithRecord { get; init; }

    /// <summary>Adds what happened that the vendor does not know of, given what the hub itself knows.</summary>
    public Func<FacilityContext, TItem, ObjectRecord?, CancellationToken, Task<TItem>> WithNews { get; init; } = (_, item, _, _) => Task.FromResult(item);

    /// <summary>What the hub must keep of a draft because the vendor's object does not have it.</summary>
    public Func<FacilityContext, TDraft, TItem, ObjectRecord, ObjectRecord> Keep { get; init; } = (_, _, _, record) => record;

    /// <summary>Members that count when the object is created, and are passed over when a PUT changes it.</summary>
    public IReadOnlyList<string> CreateOnly { get; init; } = [];

    /// <summary>Writes down what follows from a create, before the vendor is called; takes the operation's id. It may be done twice.</summary>
    public Func<FacilityContext, TDraft, string, Task<TDraft>> Begin { get; init; } = (_, draft, _) => Task.FromResult(draft);

    /// <summary>Does what follows from a create, after the vendor has done it. It may be done twice.</summary>
    public Func<FacilityContext, TDraft, TItem, string, Task> Made { get; init; } = (_, _, _, _) => Task.CompletedTask;

    /// <summary>The vendor request for a draft and a marker.</summary>
    public required Func<TDraft, string, TCreate> NewCreate { get; init; }

    public required Func<TItem, TDraft, TUpdate> NewUpdate { get; init; }

    /// <summary>Takes out of the base what a patch replaces as a whole rather than merges.</summary>
    public required Action<JsonObject, JsonElement> PrepareMerge { get; init; }

    /// <summary>Fills in names, resolves references and adds what is wrong beyond the shape.</summary>
    public required Func<FacilityContext, TDraft, List<FieldError>, CancellationToken, Task<TDraft>> Complete { get; init; }

    /// <summary>Notes what was written through the hub.</summary>
    public Func<FacilityContext, TItem, Task> Written { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Notes what was deleted through the hub.</summary>
    public Func<FacilityContext, string, Task> Removed { get; init; } = (_, _) => Task.CompletedTask;
}
