namespace Gatehouse.Sqlite.Tests;

/// <summary>A database file that several processes of a test have open, each with connections of its own.</summary>
public sealed class SharedFile : IDisposable
{
    private const int Databases = 3;
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteDatabase> _open = [];
    private int _next;

    /// <summary>Another process's connections; after a few, those of the first again.</summary>
    public SqliteDatabase Open()
    {
        if (_open.Count < Databases)
            _open.Add(SqliteDatabase.Open(_folder["gatehouse.db"]));
        return _open[_next++ / 2 % _open.Count];
    }

    public void Dispose()
    {
        foreach (var database in _open)
            database.Dispose();
        _folder.Dispose();
    }
}
