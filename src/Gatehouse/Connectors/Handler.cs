using Gatehouse.Operations;

namespace Gatehouse.Connectors;

/// <summary>What a connector has for one operation.</summary>
/// <param name="operation">The operation.</param>
public abstract class Handler(Operation operation)
{
    /// <summary>The operation.</summary>
    public Operation Operation { get; } = operation;

    /// <summary>Gives the reason when this facility cannot do it for now; <see langword="null"/> when it can.</summary>
    public Func<FacilityContext, string?> Unavailable { get; init; } = _ => null;

    /// <summary>What the input must have, as JSON pointers into it: <c>/visitor/name</c>.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The members of the input's <c>fields</c> that this facility takes, as far as they are known.</summary>
    public Func<FacilityContext, IReadOnlyList<FieldDefinition>> Fields { get; init; } = _ => [];

    /// <summary>Whether it answers from the hub's own record, for vendors that cannot list: there is nothing to poll.</summary>
    public bool FromRecord { get; init; }
}
