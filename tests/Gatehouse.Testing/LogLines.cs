using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Testing;

/// <summary>Keeps what the hub itself logs. For everything that anybody logs there is <see cref="WholeLog"/>.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string?> _names = new();

    public IReadOnlyCollection<string> All => _lines;

    /// <summary>The names of the events, in order.</summary>
    public IReadOnlyCollection<string?> Names => _names;

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Gatehouse", StringComparison.Ordinal)
        ? this
        : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
        _names.Enqueue(eventId.Name);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
