namespace Gatehouse.Sqlite.Tests;

/// <summary>A database in a folder of its own.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestDatabase() => Database = SqliteDatabase.Open(_folder["gatehouse.db"]);

    public SqliteDatabase Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
