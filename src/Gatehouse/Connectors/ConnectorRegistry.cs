using System.Collections.Frozen;
using Gatehouse.Operations;
using Gatehouse.Validation;

namespace Gatehouse.Connectors;

/// <summary>The connectors of this hub, by system.</summary>
public sealed class ConnectorRegistry
{
    private readonly FrozenDictionary<string, Connector> _connectors;

    /// <summary>Collects the registered connectors.</summary>
    /// <exception cref="InvalidOperationException">Two of them have one name.</exception>
    public ConnectorRegistry(IEnumerable<Connector> connectors)
    {
        All = [.. connectors.OrderBy(connector => connector.System, StringComparer.Ordinal)];
        var duplicate = All.GroupBy(connector => connector.System, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (duplicate is not null)
            throw new InvalidOperationException($"Two connectors are registered for the system '{duplicate.Key}'; register one.");

        _connectors = All.ToFrozenDictionary(connector => connector.System, StringComparer.Ordinal);
    }

    /// <summary>All connectors, by name.</summary>
    public IReadOnlyList<Connector> All { get; }

    /// <summary>The connector of a system.</summary>
    /// <exception cref="InvalidInputException">There is none; names those that there are.</exception>
    public Connector Get(string system) => _connectors.TryGetValue(system, out var connector)
        ? connector
        : throw new InvalidInputException("/system", $"'{system}' is no known system. Known are: {string.Join(", ", All.Select(c => c.System))}.");

    /// <summary>The connector of a system; <see langword="null"/> when there is none.</summary>
    public Connector? Find(string system) => _connectors.GetValueOrDefault(system);

    /// <summary>What a facility can do, for every operation of the catalogue.</summary>
    public IReadOnlyList<Capability> Capabilities(FacilityContext context)
    {
        var connector = Get(context.Facility.System);
        return [.. OperationCatalogue.All.Select(operation => Capability(connector, operation, context))];
    }

    private static Capability Capability(Connector connector, Operation operation, FacilityContext context)
    {
        if (connector.Find(operation) is not { } handler)
            return new Capability(operation.Name, CapabilityState.Absent, null, []);

        var reason = handler.Unavailable(context);
        return new Capability(
            operation.Name, reason is null ? CapabilityState.Supported : CapabilityState.Unavailable, reason, handler.Required);
    }
}
