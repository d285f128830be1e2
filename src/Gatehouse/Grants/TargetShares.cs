using Gatehouse.Access;
using Gatehouse.Errors;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Grants;

/// <summary>What targets hold of an access that grants share: noted before the vendor is called, and forgotten when the vendor has it no more.</summary>
/// <param name="shared">Where it is noted.</param>
/// <param name="vendor">Calls the vendor.</param>
/// <param name="actions">Knows what a target holds.</param>
/// <param name="logger">Tells of shares that stay noted.</param>
internal sealed partial class TargetShares(SharedAccess shared, TargetVendor vendor, TargetActions actions, ILogger logger)
{
    /// <summary>Takes the person's access for a step. There is nothing to take where access is not shared; not taken while another has it.</summary>
    public async Task<(bool IsTaken, SharedAccessLease? Lease)> TakeAsync(TargetWorkplace at, TargetStep step, CancellationToken cancellationToken)
    {
        if (at.Person is null)
            return (true, null);

        var lease = await TakeAsync(at, step is TargetStep.Apply or TargetStep.Change ? at.Share : null, cancellationToken);
        return (lease is not null, lease);
    }

    /// <summary>Ends a change.</summary>
    public Task ReleaseAsync(SharedAccessLease? lease) => lease is null ? Task.CompletedTask : shared.ReleaseAsync(lease, CancellationToken.None);

    /// <summary>Notes what follows from a step: who was taken everything holds no share.</summary>
    public async Task KeepAsync(SharedAccessLease? lease, TargetStep step, TargetResult result, TargetRow target)
    {
        if (lease is not null && IsWithoutShare(step, result, target))
            await shared.KeepAsync(lease, null, CancellationToken.None);
    }

    /// <summary>
    /// Takes what is left of the target's share. Returns whether it is confirmed that nothing is; <see langword="null"/> while another changes
    /// the person's access.
    /// </summary>
    /// <exception cref="VendorException">The vendor did not do it.</exception>
    public async Task<bool?> LeaveAsync(TargetWorkplace at, TargetRow target, CancellationToken cancellationToken)
    {
        if (at.Person is null)
            return true;
        if (await TakeAsync(at, share: null, cancellationToken) is not { } lease)
            return null;

        try
        {
            return await DropAsync(at, target, lease);
        }
        finally
        {
            await ReleaseAsync(lease);
        }
    }

    /// <summary>Takes back what was noted for a call that had no effect: it is not held by anybody.</summary>
    public async Task TakeBackAsync(TargetWorkplace at, TargetRow target, SharedAccessLease lease)
    {
        if (target.Hold is { } hold)
        {
            await shared.KeepAsync(lease, await actions.ShareAsync(at, hold, CancellationToken.None), CancellationToken.None);
            return;
        }

        try
        {
            await DropAsync(at, target, lease);
        }
        catch (Exception exception) when (exception is VendorException or HubException)
        {
            // It stays noted until it can be taken: at the next try, or when the target is settled.
            LogLeft(logger, at.Context.Facility.Id, at.Item.Grant, at.Item.Number, TargetActions.ErrorOf(exception).Kind);
            await shared.KeepAsync(lease, lease.Own, CancellationToken.None);
        }
    }

    private Task<SharedAccessLease?> TakeAsync(TargetWorkplace at, AccessShare? share, CancellationToken cancellationToken) =>
        shared.TakeAsync(at.Context.Facility.Id, at.Person!, at.Item, share, at.Lease, cancellationToken);

    // What the vendor has for the person is brought to what the others hold before the share is forgotten. Returns whether that is confirmed.
    private async Task<bool> DropAsync(TargetWorkplace at, TargetRow target, SharedAccessLease lease)
    {
        var isConfirmed = lease.Own is not { } own || !vendor.CanUndo(at)
            || await vendor.UndoAsync(at.For(own), at.Item.Marker(target.Creates), lease.Others);
        await shared.KeepAsync(lease, null, CancellationToken.None);
        return isConfirmed;
    }

    private static bool IsWithoutShare(TargetStep step, TargetResult result, TargetRow target) => step switch
    {
        TargetStep.Revoke => result.Outcome is null,
        TargetStep.Resolve => result.Change(target) is { Create: null, Hold: null },
        _ => false,
    };

    [LoggerMessage(404, LogLevel.Warning, "{Facility}: the share of target {Number} of grant {Grant} could not be taken back ({Kind}); it stays noted.")]
    private static partial void LogLeft(ILogger logger, string facility, string grant, int number, VendorErrorKind kind);
}
