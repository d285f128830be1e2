using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Testing;

/// <summary>Keeps all that is logged, whoever logs it and however unimportant: messages, their values, scopes and exceptions.</summary>
public sealed class WholeLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => new Lines(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Lines(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue($"{category} scope: {Text(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{category} {logLevel}: {formatter(state, exception)} {Text(state)} {exception}");

        private static string Text(object? state)
        {
            if (state is not IEnumerable<KeyValuePair<string, object?>> values)
                return state?.ToString() ?? "";

            var text = new StringBuilder();
            foreach (var (name, value) in values)
                text.Append(CultureInfo.InvariantCulture, $"{name}={value}; ");
            return text.ToString();
        }
    }
}
