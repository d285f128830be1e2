using System.Text;
using Gatehouse.Sqlite;
using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;

// Writes rows and messages to the database named by the first argument, as the writer named by the second, and prints each one that
// was acknowledged, until it is killed or its standard input ends.
using var database = SqliteDatabase.Open(args[0]);
var state = new SqliteStateStore(database);
var queue = new SqliteWorkQueue(database, TimeProvider.System);
var writer = args[1];
using var ended = new CancellationTokenSource();

Task[] tasks = [.. Enumerable.Range(0, 8).Select(WriteAsync), WaitForEndAsync()];
await await Task.WhenAny(tasks);
await Task.WhenAll(tasks);

async Task WaitForEndAsync()
{
    while (await Console.In.ReadLineAsync() is not null)
        continue;

    await ended.CancelAsync();
}

async Task WriteAsync(int lane)
{
    for (var i = 0; !ended.IsCancellationRequested; i++)
    {
        var id = $"{writer}-{lane}-{i}";
        var body = Encoding.UTF8.GetBytes($"{{\"id\":\"{id}\"}}");
        if (await state.InsertAsync("Crash", new StateKey($"{lane}", id), body, CancellationToken.None) is null)
            throw new InvalidOperationException($"{id} was there already.");

        Console.WriteLine($"row {id}");
        StateChange[] pair = [StateChange.Insert($"{id}/a", body), StateChange.Insert($"{id}/b", body)];
        if (!await state.BatchAsync("Crash", $"{lane}", pair, CancellationToken.None))
            throw new InvalidOperationException($"The pair of {id} was there already.");

        Console.WriteLine($"pair {id}");
        await queue.EnqueueAsync("crash", id, TimeSpan.Zero, CancellationToken.None);
        Console.WriteLine($"message {id}");
    }
}
