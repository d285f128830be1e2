using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;

namespace Gatehouse.Organizations;

/// <summary>The catalogue's operations on organizations.</summary>
public static class OrganizationOperations
{
    /// <summary>Lists organizations, in the vendor's order.</summary>
    public static readonly Operation<OrganizationQuery, Page<Organization>> List =
        new("organizations.list", Effect.Read, Scopes.OrganizationsRead, "List organizations");

    /// <summary>Reads an organization; fails with <see cref="Vendors.VendorErrorKind.NotFound"/> when there is none.</summary>
    public static readonly Operation<ItemRequest, Organization> Get =
        new("organizations.get", Effect.Read, Scopes.OrganizationsRead, "Read an organization");

    /// <summary>Creates an organization.</summary>
    public static readonly Operation<OrganizationCreate, Organization> Create =
        new("organizations.create", Effect.Create, Scopes.OrganizationsWrite, "Create an organization");

    /// <summary>Writes an organization anew.</summary>
    public static readonly Operation<OrganizationUpdate, Organization> Update =
        new("organizations.update", Effect.Idempotent, Scopes.OrganizationsWrite, "Change an organization");

    /// <summary>Removes an organization.</summary>
    public static readonly Operation<ItemRequest, Unit> Delete =
        new("organizations.delete", Effect.Idempotent, Scopes.OrganizationsWrite, "Delete an organization") { Removes = true };

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [List, Get, Create, Update, Delete];
}
