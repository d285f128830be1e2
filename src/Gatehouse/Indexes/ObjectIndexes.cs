using Gatehouse.State;

namespace Gatehouse.Indexes;

/// <summary>The hub's own records of every kind of vendor object.</summary>
/// <param name="store">Where they are.</param>
public sealed class ObjectIndexes(IStateStore store)
{
    /// <summary>Of visits.</summary>
    public ObjectIndex Visits { get; } = new(store, "Visits", "v:");

    /// <summary>Of people.</summary>
    public ObjectIndex People { get; } = new(store, "People", "p:");

    /// <summary>Of organizations.</summary>
    public ObjectIndex Organizations { get; } = new(store, "Organizations", "o:");

    /// <summary>Of sites.</summary>
    public ObjectIndex Sites { get; } = new(store, "Sites", "s:");

    /// <summary>Of access points.</summary>
    public ObjectIndex AccessPoints { get; } = new(store, "AccessPoints", "a:");

    /// <summary>Forgets everything about a facility's objects.</summary>
    public async Task ForgetAsync(string facility, CancellationToken cancellationToken)
    {
        await Visits.ForgetAsync(facility, cancellationToken);
        await People.ForgetAsync(facility, cancellationToken);
        await Organizations.ForgetAsync(facility, cancellationToken);
        await Sites.ForgetAsync(facility, cancellationToken);
        await AccessPoints.ForgetAsync(facility, cancellationToken);
    }
}
