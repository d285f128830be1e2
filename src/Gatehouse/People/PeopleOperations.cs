using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.People;

/// <summary>The catalogue's operations on people.</summary>
public static class PeopleOperations
{
    /// <summary>Lists people, in the vendor's order.</summary>
    public static readonly Operation<PersonQuery, Page<Person>> List =
        new("people.list", Effect.Read, Scopes.PeopleRead, "List people");

    /// <summary>Reads a person; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, Person> Get =
        new("people.get", Effect.Read, Scopes.PeopleRead, "Read a person");

    /// <summary>Finds a person by what the vendor can search for; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<PersonFind, Person> Find =
        new("people.find", Effect.Read, Scopes.PeopleRead, "Find a person");

    /// <summary>Creates a person.</summary>
    public static readonly Operation<PersonCreate, Person> Create =
        new("people.create", Effect.Create, Scopes.PeopleWrite, "Create a person");

    /// <summary>Writes a person anew.</summary>
    public static readonly Operation<PersonUpdate, Person> Update =
        new("people.update", Effect.Idempotent, Scopes.PeopleWrite, "Change a person");

    /// <summary>Removes a person.</summary>
    public static readonly Operation<ItemRequest, Unit> Delete =
        new("people.delete", Effect.Idempotent, Scopes.PeopleWrite, "Delete a person") { Removes = true };

    /// <summary>Lets a person take part again.</summary>
    public static readonly Operation<ItemRequest, Unit> Activate =
        new("people.activate", Effect.Idempotent, Scopes.PeopleWrite, "Activate a person");

    /// <summary>Stops a person from taking part.</summary>
    public static readonly Operation<ItemRequest, Unit> Deactivate =
        new("people.deactivate", Effect.Idempotent, Scopes.PeopleWrite, "Deactivate a person");

    /// <summary>Makes a person known at further sites.</summary>
    public static readonly Operation<PersonAssociate, Person> Associate =
        new("people.associate", Effect.Idempotent, Scopes.PeopleWrite, "Associate a person with sites");

    /// <summary>Lists people who are known but cannot enter anywhere yet.</summary>
    public static readonly Operation<NeedingAccessQuery, Page<Person>> NeedingAccess =
        new("people.needing-access", Effect.Read, Scopes.PeopleRead, "List people needing access");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } =
        [List, Get, Find, Create, Update, Delete, Activate, Deactivate, Associate, NeedingAccess];
}
