using System.Diagnostics;
using Gatehouse.Sqlite.State;
using Gatehouse.Sqlite.Work;
using Gatehouse.State;
using Gatehouse.Work;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Sqlite.Tests;

/// <summary>Kills real processes while they write.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["gatehouse.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_survives_a_kill()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < 3; round++)
            acknowledged.AddRange(await WriteUntilKilledAsync($"r{round}", 300));

        await ShouldHoldAsync(acknowledged);
    }

    [Fact]
    public async Task Two_processes_write_one_file_and_one_is_killed()
    {
        var killed = WriteUntilKilledAsync("killed", 300);
        var other = WriteUntilKilledAsync("other", 600);

        await ShouldHoldAsync([.. await killed, .. await other]);
    }

    private async Task<List<string>> WriteUntilKilledAsync(string writer, int lines)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Gatehouse.Sqlite.CrashWriter.dll"), File, writer },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start).ShouldNotBeNull();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var stop = limit.Token.Register(process.Kill);
        var acknowledged = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            acknowledged.Add(line);
            if (acknowledged.Count == lines)
                process.Kill();
        }

        await process.WaitForExitAsync();
        process.ExitCode.ShouldNotBe(0);
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(lines);
        return acknowledged;
    }

    private async Task ShouldHoldAsync(List<string> acknowledged)
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var check = new SqliteCommand("PRAGMA integrity_check", connection);
            check.ExecuteScalar().ShouldBe("ok");
        }

        using var database = SqliteDatabase.Open(File);
        var rows = await RowsAsync(new SqliteStateStore(database));
        var messages = await MessagesAsync(new SqliteWorkQueue(database, TimeProvider.System));

        Acknowledged(acknowledged, "row").Where(id => !rows.Contains(id)).ShouldBeEmpty();
        Acknowledged(acknowledged, "pair").Where(id => !rows.Contains($"{id}/a")).ShouldBeEmpty();
        Acknowledged(acknowledged, "message").Where(id => !messages.Contains(id)).ShouldBeEmpty();
        rows.Where(row => row.EndsWith("/a", StringComparison.Ordinal)).Select(row => row[..^2])
            .ShouldBe(rows.Where(row => row.EndsWith("/b", StringComparison.Ordinal)).Select(row => row[..^2]), ignoreOrder: true);
    }

    /// <summary>The complete lines of a kind; the last line of a killed process may be cut.</summary>
    private static IEnumerable<string> Acknowledged(List<string> lines, string kind) => lines
        .Select(line => line.Split(' '))
        .Where(words => words[0] == kind && words.Length == 2 && words[1].Split('-').Length == 3)
        .Select(words => words[1]);

    private static async Task<HashSet<string>> RowsAsync(SqliteStateStore store)
    {
        var rows = new HashSet<string>();
        string? continuation = null;
        do
        {
            var page = await store.QueryAsync("Crash", StateRange.WholeTable, StateLimits.PageRows, continuation, CancellationToken.None);
            rows.UnionWith(page.Rows.Select(row => row.Key.Row));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return rows;
    }

    private static async Task<HashSet<string>> MessagesAsync(SqliteWorkQueue queue)
    {
        var bodies = new HashSet<string>();
        while (await queue.ReceiveAsync("crash", WorkLimits.ReceiveMessages, TimeSpan.FromDays(1), 5, CancellationToken.None) is { Count: > 0 } messages)
            bodies.UnionWith(messages.Select(message => message.Body));

        return bodies;
    }
}
