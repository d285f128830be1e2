using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Visits;

/// <summary>The catalogue's operations on visits.</summary>
public static class VisitOperations
{
    /// <summary>Lists visits, in the vendor's order.</summary>
    public static readonly Operation<VisitQuery, Page<Visit>> List =
        new("visits.list", Effect.Read, Scopes.VisitsRead, "List visits");

    /// <summary>Reads a visit; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, Visit> Get =
        new("visits.get", Effect.Read, Scopes.VisitsRead, "Read a visit");

    /// <summary>Creates a visit.</summary>
    public static readonly Operation<VisitCreate, Visit> Create =
        new("visits.create", Effect.Create, Scopes.VisitsWrite, "Create a visit");

    /// <summary>Creates a visit for each member of a group; answers for each, in the order of the request.</summary>
    public static readonly Operation<VisitGroupCreate, IReadOnlyList<VisitGroupMember>> CreateGroup =
        new("visits.create-group", Effect.Create, Scopes.VisitsWrite, "Create visits for a group");

    /// <summary>Writes a visit anew.</summary>
    public static readonly Operation<VisitUpdate, Visit> Update =
        new("visits.update", Effect.Idempotent, Scopes.VisitsWrite, "Change a visit");

    /// <summary>Records that the visitor came.</summary>
    public static readonly Operation<VisitArrive, Visit> Arrive =
        new("visits.arrive", Effect.Idempotent, Scopes.VisitsWrite, "Record an arrival");

    /// <summary>Ends a visit: the visitor left, or what is left of the window is given up.</summary>
    public static readonly Operation<VisitEnd, Visit> End =
        new("visits.end", Effect.Idempotent, Scopes.VisitsWrite, "End a visit");

    /// <summary>Removes a visit.</summary>
    public static readonly Operation<ItemRequest, Unit> Delete =
        new("visits.delete", Effect.Idempotent, Scopes.VisitsWrite, "Delete a visit") { Removes = true };

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Get, Create, CreateGroup, Update, Arrive, End, Delete];
}
