namespace Gatehouse.Api.PowerPlatform;

/// <summary>A trigger: an address at which a flow subscribes to some types of events.</summary>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Id">Its name in the connector.</param>
/// <param name="Summary">What makers see in the list.</param>
/// <param name="Description">When it starts a flow.</param>
/// <param name="Types">The types of events.</param>
/// <param name="Notifies">What the events tell of: a schema of the API's description.</param>
/// <param name="Hint">How a maker tries it.</param>
internal sealed record Trigger(
    string Name, string Id, string Summary, string Description, IReadOnlyList<string> Types, string Notifies, string Hint)
{
    /// <summary>Whether makers see it first.</summary>
    public bool IsImportant { get; init; }

    /// <summary>The endpoint's name in the API's description.</summary>
    public string Source => "trigger" + Id["When".Length..];
}
