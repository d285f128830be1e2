namespace Gatehouse.Simulators.Spintly;

/// <summary>The two forms of the <c>access_event</c> message that the vendor's pages show.</summary>
public enum WebhookVariant
{
    /// <summary>As "Sending access data from Spintly to third parties" shows it.</summary>
    Current,

    /// <summary>With the further members of the older page.</summary>
    Older,
}
