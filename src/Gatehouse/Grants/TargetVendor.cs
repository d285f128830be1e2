using Gatehouse.Access;
using Gatehouse.Resilience;
using Gatehouse.Vendors;

namespace Gatehouse.Grants;

/// <summary>Calls a target's vendor.</summary>
/// <param name="calls">The calls.</param>
internal sealed class TargetVendor(VendorCalls calls)
{
    /// <summary>The vendor's id of the person whose access it is, registered if need be; <see langword="null"/> where each target has an object of its own.</summary>
    public async Task<string?> PersonAsync(TargetWorkplace at, CancellationToken cancellationToken) => calls.Can(at.Context, AccessOperations.Person)
        ? await calls.CallAsync(at.Context, AccessOperations.Person, at.Named, cancellationToken, CallUrgency.Background)
        : null;

    /// <summary>Lets the subject in. The call runs to its end; its marker is written down before.</summary>
    public Task<AccessRecord> ApplyAsync(TargetWorkplace at, string marker, IReadOnlyList<AccessShare> others) => calls.CallOnceAsync(
        at.Context, AccessOperations.Apply, new AccessApply(at.Spec, at.Plan, marker, others), CallUrgency.Background);

    /// <summary>Looks for what a create made; <see langword="null"/> when there is nothing.</summary>
    public Task<AccessRecord?> SearchAsync(TargetWorkplace at, TargetCreate create) => calls.SearchAsync(
        at.Context, AccessOperations.Apply, new AccessApply(at.Spec, at.Plan, create.Marker, []), create.Baseline, CallUrgency.Background);

    /// <summary>Notes what is there before a create, where its marker alone does not find it.</summary>
    public Task<string?> BaselineAsync(TargetWorkplace at, string marker, CancellationToken cancellationToken) => calls.BaselineAsync(
        at.Context, AccessOperations.Apply, new AccessApply(at.Spec, at.Plan, marker, []), CallUrgency.Background, cancellationToken);

    /// <summary>Whether what a create made can be found.</summary>
    public bool CanSearch(TargetWorkplace at) => calls.Require(at.Context, AccessOperations.Apply).Search is not null;

    /// <summary>Whether what a create may have made can be removed without finding it.</summary>
    public bool CanUndo(TargetWorkplace at) => calls.Require(at.Context, AccessOperations.Apply).Undo is not null;

    /// <summary>Removes what a create may have made, where it cannot be found. Returns whether the vendor confirmed it.</summary>
    public Task<bool> UndoAsync(TargetWorkplace at, string marker, IReadOnlyList<AccessShare> others) => calls.UndoAsync(
        at.Context, AccessOperations.Apply, new AccessApply(at.Spec, at.Plan, marker, others), CallUrgency.Background);

    /// <summary>Whether the connector changes an access in place.</summary>
    public bool CanChange(TargetWorkplace at) => calls.Can(at.Context, AccessOperations.Change);

    /// <summary>Changes what the vendor holds.</summary>
    public Task<AccessRecord> ChangeAsync(
        TargetWorkplace at, AccessRecord current, string marker, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken) => calls.CallAsync(
        at.Context, AccessOperations.Change, new AccessChange(current, at.Spec, at.Plan, marker, others), cancellationToken, CallUrgency.Background);

    /// <summary>Whether the vendor shows that what it held is not there any more; <see langword="false"/> where it cannot tell.</summary>
    public async Task<bool> IsGoneAsync(TargetWorkplace at, AccessRecord current, string marker, CancellationToken cancellationToken)
    {
        // An access that is shared is no object of its own: that a part of it is not there does not tell that nothing is.
        if (at.Person is not null || !calls.Can(at.Context, AccessOperations.Inspect))
            return false;

        var inspection = await calls.CallAsync(
            at.Context, AccessOperations.Inspect, new AccessInspect(current, marker, at.Spec), cancellationToken, CallUrgency.Background);
        return inspection is { Found: null, IsUnclear: false };
    }

    /// <summary>Takes an access back.</summary>
    public async Task<AccessRevocation> RevokeAsync(
        TargetWorkplace at, AccessRecord current, string reason, IReadOnlyList<AccessShare> others, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.CallAsync(
                at.Context, AccessOperations.Revoke, new AccessRevoke(current, reason, others), cancellationToken, CallUrgency.Background);
        }
        catch (VendorException exception) when (exception.Error is { Kind: VendorErrorKind.NotFound, EffectUnknown: false })
        {
            return AccessRevocation.Gone;
        }
    }
}
