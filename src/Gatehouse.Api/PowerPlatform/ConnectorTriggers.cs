namespace Gatehouse.Api.PowerPlatform;

/// <summary>What starts a flow. The endpoints are those of <see cref="TriggerCatalogue"/>.</summary>
internal static class ConnectorTriggers
{
    /// <summary>The endpoint that a flow polls.</summary>
    public const string Poll = "WhenEventsAreLogged";

    public static IReadOnlyList<ConnectorOperation> All { get; } =
    [
        .. TriggerCatalogue.All.Select(trigger => new ConnectorOperation(trigger.Source, trigger.Id, trigger.Summary, trigger.Description)
        {
            Visibility = trigger.IsImportant ? ConnectorVisibility.Important : ConnectorVisibility.Normal,
            Notifies = trigger.Notifies,
            Hint = trigger.Hint,
        }),
        new("pollEvents", Poll, "When events are logged (polling)", "Starts a flow with everything of the chosen kinds that was logged since the last look. For networks that cannot receive calls.")
        {
            Visibility = ConnectorVisibility.Advanced,
            Polls = "batch",
            Hint = "Create or change a visit; it is logged within a minute.",
        },
    ];
}
