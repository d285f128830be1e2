namespace Gatehouse.Api.PowerPlatform;

/// <summary>An endpoint as a maker of flows sees it. What is not listed is not in the connector.</summary>
/// <param name="Source">The endpoint's name in the API's description.</param>
/// <param name="Id">Its name in the connector, PascalCase. Flows hold it: it never changes.</param>
/// <param name="Summary">What makers see in the list, at most 80 characters.</param>
/// <param name="Description">What it does, a sentence or two.</param>
internal sealed record ConnectorOperation(string Source, string Id, string Summary, string Description)
{
    /// <summary>How easily makers find it.</summary>
    public ConnectorVisibility Visibility { get; init; }

    /// <summary>The operation of the catalogue whose input a facility's own schema describes; <see langword="null"/> for a body that is the same everywhere.</summary>
    public string? Form { get; init; }

    /// <summary>What the body must have here, as paths; a <c>[]</c> stands for the items of a list.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What makers never fill in, as paths: the operation refuses it.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Whether the caller's key goes into the header Idempotency-Key: for creates of what has no key of its own.</summary>
    public bool HasKeyInHeader { get; init; }

    /// <summary>The query's parameters that must be given.</summary>
    public IReadOnlyList<string> RequiredParameters { get; init; } = [];

    /// <summary>The list that a maker chooses <c>id</c> from.</summary>
    public string? ChosenFrom { get; init; }

    /// <summary>What an event tells of, for an operation that subscribes: a schema of the API's description.</summary>
    public string? Notifies { get; init; }

    /// <summary>What an operation that a flow polls does with what it finds; <see langword="null"/> for none.</summary>
    public string? Polls { get; init; }

    /// <summary>How a maker tries the trigger.</summary>
    public string? Hint { get; init; }
}
