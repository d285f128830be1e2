using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.AccessEvents;

/// <summary>The catalogue's operations on passages through access points.</summary>
public static class AccessEventOperations
{
    /// <summary>Lists passages, oldest first.</summary>
    public static readonly Operation<AccessEventQuery, Page<AccessEvent>> List =
        new("access-events.list", Effect.Read, Scopes.AccessEventsRead, "List passages");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List];
}
