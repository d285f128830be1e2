using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>A kind of object that vendors keep, and the operations on it.</summary>
/// <typeparam name="TItem">The object.</typeparam>
/// <typeparam name="TDraft">What a caller writes of it.</typeparam>
/// <typeparam name="TCreate">Asks a connector to create one.</typeparam>
/// <typeparam name="TUpdate">Asks a connector to change one.</typeparam>
public sealed record Subject<TItem, TDraft, TCreate, TUpdate>
    where TItem : class
{
    /// <summary>Its name: <c>visit</c>.</summary>
    public required string Kind { get; init; }

    public required Func<ComplianceHub, PageRequest, Task<Page<TItem>>> ListAsync { get; init; }

    public required Operation List { get; init; }

    public required Operation<ItemRequest, TItem> Get { get; init; }

    public required Operation<TCreate, TItem> Create { get; init; }

    public required Operation<TUpdate, TItem> Update { get; init; }

    public Operation<ItemRequest, Unit>? Delete { get; init; }

    public required Func<VendorFixture, string, TDraft> Draft { get; init; }

    public required Func<TDraft, string, TCreate> NewCreate { get; init; }

    public required Func<TItem, TDraft, TUpdate> NewUpdate { get; init; }

    public required Func<TItem, TDraft> DraftOf { get; init; }

    public required Func<TItem, string> IdOf { get; init; }
}
