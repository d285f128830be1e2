using Gatehouse.Operations;

namespace Gatehouse.Access;

/// <summary>The catalogue's operations on access.</summary>
public static class AccessOperations
{
    /// <summary>
    /// Finds the person whose access is asked for, or registers them, and answers the vendor's id. Only where a vendor keeps one access for a
    /// person, shared by all grants: by that id the hub changes it one at a time and hands over what the other grants hold of it. Where it is
    /// absent each grant has an object of its own.
    /// </summary>
    public static readonly Operation<AccessSubject, string> Person =
        new("access.person", Effect.Idempotent, Scopes.GrantsWrite, "Find or register the person of an access");

    /// <summary>Lets somebody in.</summary>
    public static readonly Operation<AccessApply, AccessRecord> Apply =
        new("access.apply", Effect.Create, Scopes.GrantsWrite, "Apply an access");

    /// <summary>Changes window, access points or roles. Where it is absent the hub applies anew and then revokes the old.</summary>
    public static readonly Operation<AccessChange, AccessRecord> Change =
        new("access.change", Effect.Idempotent, Scopes.GrantsWrite, "Change an access");

    /// <summary>Takes an access back; one that is not there any more is <see cref="AccessRevocation.Gone"/>.</summary>
    public static readonly Operation<AccessRevoke, AccessRevocation> Revoke =
        new("access.revoke", Effect.Idempotent, Scopes.GrantsWrite, "Revoke an access");

    /// <summary>Tells what the vendor holds. Where it is absent an access cannot be verified.</summary>
    public static readonly Operation<AccessInspect, AccessInspection> Inspect =
        new("access.inspect", Effect.Read, Scopes.GrantsRead, "Inspect an access");

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<Operation> All { get; } = [Person, Apply, Change, Revoke, Inspect];
}
