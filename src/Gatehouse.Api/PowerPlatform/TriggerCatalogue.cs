using Gatehouse.AccessEvents;
using Gatehouse.Events;
using Gatehouse.Grants;
using Gatehouse.Model;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>The triggers that flows subscribe to, one address each: a connector has one operation per address and method.</summary>
internal static class TriggerCatalogue
{
    public static IReadOnlyList<Trigger> All { get; } =
    [
        new(
            "visitor-arrives", "WhenAVisitorArrives", "When a visitor arrives",
            "Starts a flow when a visitor has come: recorded by reception, by the vendor, or by the first use of a door.",
            [EventTypes.VisitArrived], nameof(Visit), "Record the arrival of a visit at the chosen facility.")
        {
            IsImportant = true,
        },
        new(
            "visit-created-or-changed", "WhenAVisitIsCreatedOrChanged", "When a visit is created or changed",
            "Starts a flow when a visit is announced, changed or called off, by whomever and wherever.",
            [EventTypes.VisitCreated, EventTypes.VisitChanged, EventTypes.VisitCancelled], nameof(Visit), "Create a visit at the chosen facility.")
        {
            IsImportant = true,
        },
        new(
            "visitor-leaves", "WhenAVisitorLeaves", "When a visitor leaves", "Starts a flow when a visitor has left.",
            [EventTypes.VisitDeparted], nameof(Visit), "End a visit at the chosen facility whose visitor has arrived.")
        {
            IsImportant = true,
        },
        new(
            "access-granted", "WhenAccessIsGranted", "When access is granted",
            "Starts a flow when a facility lets the holder of a grant in: once for each facility of the grant.",
            [EventTypes.GrantTargetActive], nameof(GrantEventData), "Grant access at the chosen facility and wait until it is active.")
        {
            IsImportant = true,
        },
        new(
            "access-fails", "WhenAccessFails", "When access fails",
            "Starts a flow when a facility refuses a grant for good, in the vendor's words: once for each facility that does.",
            [EventTypes.GrantTargetFailed], nameof(GrantEventData), "Grant access to a door that the vendor refuses.")
        {
            IsImportant = true,
        },
        new(
            "door-used", "WhenADoorIsUsed", "When a door is used",
            "Starts a flow when somebody uses, or tries to use, a door. Vendors without webhooks are asked every minute.",
            [EventTypes.AccessEvent], nameof(AccessEvent), "Use a door at the chosen facility.")
        {
            IsImportant = true,
        },
    ];
}
