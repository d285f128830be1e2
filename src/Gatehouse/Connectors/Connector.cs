using System.Collections.Frozen;
using Gatehouse.Access;
using Gatehouse.Operations;
using Gatehouse.Tokens;
using Gatehouse.Webhooks;

namespace Gatehouse.Connectors;

/// <summary>A vendor's system as the hub knows it: its settings and secrets, and a handler for each operation that it has.</summary>
/// <param name="system">Its name in addresses and facilities: lower-case letters, digits and single hyphens.</param>
/// <param name="displayName">Its name for people.</param>
/// <param name="handlers">What it can do. One handler an operation.</param>
public sealed class Connector(string system, string displayName, IReadOnlyList<Handler> handlers)
{
    private readonly FrozenDictionary<string, Handler> _handlers =
        handlers.ToFrozenDictionary(handler => handler.Operation.Name, StringComparer.Ordinal);

    /// <summary>Its name in addresses and facilities.</summary>
    public string System { get; } = system;

    /// <summary>Its name for people.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>The settings it reads from a facility.</summary>
    public IReadOnlyList<SettingDefinition> Settings { get; init; } = [];

    /// <summary>The secrets it needs of a facility.</summary>
    public IReadOnlyList<SecretDefinition> Secrets { get; init; } = [];

    /// <summary>Which of the vendor's members are not for everybody.</summary>
    public SensitiveMembers Sensitive { get; init; } = SensitiveMembers.None;

    /// <summary>How it logs in, for systems that issue tokens: those near their end are renewed ahead of it.</summary>
    public TokenLogin? Login { get; init; }

    /// <summary>How the vendor gives access; <see langword="null"/> where it has no <see cref="AccessOperations.Apply"/>.</summary>
    public AccessRules? Access { get; init; }

    /// <summary>What it knows of the vendor's webhooks; <see langword="null"/> where the vendor sends none.</summary>
    public WebhookSource? Webhooks { get; init; }

    /// <summary>What an integrator must know, sentences for the documentation: assumptions, limits, filters done by the hub.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>
    /// Makes the connector's own settings object.
    /// Throws <see cref="Validation.InvalidInputException"/> for what the schema alone cannot check.
    /// </summary>
    public required Func<SettingValues, object> Bind { get; init; }

    /// <summary>The handler of an operation; <see langword="null"/> where the vendor does not have it.</summary>
    public Handler? Find(Operation operation) => _handlers.GetValueOrDefault(operation.Name);

    /// <summary>The handler of an operation, with its types.</summary>
    public Handler<TRequest, TResult>? Find<TRequest, TResult>(Operation<TRequest, TResult> operation) =>
        (Handler<TRequest, TResult>?)_handlers.GetValueOrDefault(operation.Name);
}
