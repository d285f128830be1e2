using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>
/// Changes a meeting's times and doors: two operations of the vendor (seed 002), each only where something differs. Where both do, doors are
/// taken before the times move and given after it: at no time does a door open that was not to be opened at that time, whichever call is the
/// last to succeed. After a change whose outcome stayed unknown both are sent, and the doors that it may have opened are closed.
/// </summary>
internal sealed class SpintlyChanges(SpintlyMeetings meetings)
{
    /// <summary>Makes the changes.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="meeting">The meetingId.</param>
    /// <param name="before">The times and doors as the vendor has them.</param>
    /// <param name="after">The times and doors as they shall be.</param>
    /// <param name="changed">Keeps what a step made: the QR data from before no longer opens, whatever the next step does.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task ApplyAsync(
        FacilityContext context, string meeting, SpintlyState before, SpintlyState after, Func<SpintlyState, Credential, Task> changed, CancellationToken cancellationToken)
    {
        var add = (before.Pending is null ? after.Doors.Except(before.Doors) : after.Doors).ToList();
        var remove = before.Doors.Union(before.Pending ?? []).Except(after.Doors).ToList();
        if (before.Pending is null && before.Window == after.Window)
        {
            await changed(after, await meetings.UpdateDoorsAsync(context, meeting, add, remove, after.Window.End, cancellationToken));
            return;
        }

        if (remove.Count > 0)
            await changed(before, await meetings.UpdateDoorsAsync(context, meeting, [], remove, before.Window.End, cancellationToken));
        var credential = await meetings.UpdateTimesAsync(context, meeting, after.Window, cancellationToken);
        await changed(add.Count > 0 ? before with { Window = after.Window } : after, credential);
        if (add.Count > 0)
            await changed(after, await meetings.UpdateDoorsAsync(context, meeting, add, [], after.Window.End, cancellationToken));
    }
}
