using System.Globalization;
using System.Text;
using Gatehouse.State;

namespace Gatehouse.Local.Work;

/// <summary>When timers fired the last time, kept over restarts.</summary>
internal sealed class TimerMarks(IStateStore store)
{
    private const string Table = "TimerMarks";
    private const string Row = "fired";

    /// <summary>When a timer fired the last time; <see langword="null"/> when it never did.</summary>
    public async Task<DateTimeOffset?> FindAsync(string timer, CancellationToken cancellationToken) =>
        await store.GetAsync(Table, new StateKey(timer, Row), cancellationToken) is { } row
            ? DateTimeOffset.ParseExact(Encoding.UTF8.GetString(row.Body.Span), "O", CultureInfo.InvariantCulture)
            : null;

    /// <summary>Notes that a timer fired.</summary>
    public Task WriteAsync(string timer, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        Table, new StateKey(timer, Row), Encoding.UTF8.GetBytes(at.ToString("O", CultureInfo.InvariantCulture)), cancellationToken);
}
