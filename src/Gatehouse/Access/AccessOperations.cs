using Gatehouse.Operations;

namespace Gatehouse.Access;

/// <summary>The catalogue's operations on access.</summary>
public static class AccessOperations
{
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
    public static IReadOnlyList<Operation> All { get; } = [Apply, Change, Revoke, Inspect];
}
