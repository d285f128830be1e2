using Gatehouse.Sqlite.State;
using Gatehouse.State;

namespace Gatehouse.Sqlite.Tests;

public sealed class SqliteSchemaTests : IDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private static readonly IReadOnlyList<string> Next =
        [.. SqliteSchema.Steps, "ALTER TABLE state ADD COLUMN note TEXT; UPDATE state SET note = 'migrated';", "CREATE TABLE extra (a INTEGER) STRICT"];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["gatehouse.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_file_gets_the_current_version()
    {
        using var database = SqliteDatabase.Open(File);

        Version(database).ShouldBe(SqliteSchema.Steps.Count);
    }

    [Fact]
    public async Task An_older_file_is_migrated_step_by_step_and_keeps_its_rows()
    {
        await WriteRowAsync();

        using var migrated = SqliteDatabase.Open(File, Next, Wait);

        Version(migrated).ShouldBe(Next.Count);
        migrated.Read(0, static (session, _) => session.Scalar("SELECT note FROM state")).ShouldBe("migrated");
        migrated.Read(0, static (session, _) => session.Scalar("SELECT count(*) FROM extra")).ShouldBe(0L);
        (await new SqliteStateStore(migrated).GetAsync("Table", new StateKey("p", "r"), CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public void A_migration_runs_once()
    {
        for (var i = 0; i < 3; i++)
        {
            using var database = SqliteDatabase.Open(File, Next, Wait);
            Version(database).ShouldBe(Next.Count);
        }
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_file_as_it_was()
    {
        await WriteRowAsync();

        Should.Throw<StateStoreException>(() => SqliteDatabase.Open(File, [.. Next, "INSERT INTO nowhere VALUES (1)"], Wait));

        using var database = SqliteDatabase.Open(File);
        Version(database).ShouldBe(SqliteSchema.Steps.Count);
        database.Read(0, static (session, _) => session.Scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")).ShouldBe(0L);
    }

    [Fact]
    public void Several_instances_may_migrate_at_the_same_time()
    {
        SqliteDatabase.Open(File).Dispose();

        Parallel.For(0, 6, _ =>
        {
            using var database = SqliteDatabase.Open(File, Next, Wait);
            Version(database).ShouldBe(Next.Count);
        });
    }

    [Fact]
    public void A_newer_file_is_refused_with_both_versions_and_what_to_do()
    {
        SqliteDatabase.Open(File, Next, Wait).Dispose();

        var error = Should.Throw<StateStoreException>(() => SqliteDatabase.Open(File));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain(File);
        error.Message.ShouldContain($"version {Next.Count}");
        error.Message.ShouldContain($"up to {SqliteSchema.Steps.Count}");
        error.Message.ShouldContain("newer program");
        using var newer = SqliteDatabase.Open(File, Next, Wait);
        Version(newer).ShouldBe(Next.Count);
    }

    private static int Version(SqliteDatabase database) =>
        (int)(long)database.Read(0, static (session, _) => session.Scalar("PRAGMA user_version"))!;

    private async Task WriteRowAsync()
    {
        using var database = SqliteDatabase.Open(File);
        await new SqliteStateStore(database).PutAsync("Table", new StateKey("p", "r"), "{}"u8.ToArray(), CancellationToken.None);
    }
}
