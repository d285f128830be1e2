using System.Collections.Frozen;

namespace Gatehouse.Lanes;

/// <summary>The handlers, by the kind of their items.</summary>
public sealed class WorkHandlers
{
    private readonly FrozenDictionary<string, IWorkHandler> _handlers;

    /// <summary>Takes all handlers.</summary>
    /// <exception cref="ArgumentException">Two are of one kind.</exception>
    public WorkHandlers(IEnumerable<IWorkHandler> handlers)
    {
        var all = handlers.ToList();
        var twice = all.GroupBy(handler => handler.Kind, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new ArgumentException($"Two handlers do work of the kind '{twice.Key}': {string.Join(", ", twice.Select(handler => handler.GetType().Name))}.", nameof(handlers));

        _handlers = all.ToFrozenDictionary(handler => handler.Kind, StringComparer.Ordinal);
    }

    /// <summary>The handler of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is none: the item was written by a newer version of the hub, or one is not registered.</exception>
    public IWorkHandler Get(string kind) => _handlers.TryGetValue(kind, out var handler)
        ? handler
        : throw new InvalidOperationException($"Nobody does work of the kind '{kind}'. A newer version of the hub may have written it.");
}
