using Gatehouse.Model;

namespace Gatehouse.Connectors.Spintly;

/// <summary>
/// Changes a meeting's times and doors: two operations of the vendor (seed 002), each only where something differs. After a change whose
/// outcome stayed unknown both are sent, and the doors that it may have opened are closed.
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
        if (add.Count > 0 || remove.Count > 0)
        {
            var credential = await meetings.UpdateDoorsAsync(context, meeting, add, remove, before.Window.End, cancellationToken);
            await changed(before with { Doors = after.Doors }, credential);
        }

        if (before.Pending is not null || before.Window != after.Window)
            await changed(after, await meetings.UpdateTimesAsync(context, meeting, after.Window, cancellationToken));
    }
}
