using Gatehouse.State;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Gatehouse.Sqlite;

/// <summary>Says what an error of SQLite means to an operator. Codes: https://sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    public static StateStoreException Translate(SqliteException error, string path)
    {
        var (isTransient, meaning) = error.SqliteErrorCode switch
        {
            SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PROTOCOL =>
                (true, "is busy: another process kept it locked for too long. Try again; if it lasts, find that process."),
            SQLITE_FULL => (true, "cannot grow: the disk is full. Free some space."),
            SQLITE_IOERR => (true, "could not be read or written: the disk reported an error. Check the disk."),
            SQLITE_NOMEM or SQLITE_INTERRUPT => (true, "had no room to finish the call. Try again."),
            SQLITE_CANTOPEN => (false, "cannot be opened. Check that its folder exists and that this user may write to it."),
            SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH =>
                (false, "cannot be written to. Check the owner and the permissions of the file and its folder."),
            SQLITE_CORRUPT or SQLITE_NOTADB =>
                (false, "is damaged, or no database. Stop every process that uses it and restore a copy."),
            _ => (false, "refused a statement. This is a defect of the program."),
        };
        return new StateStoreException($"The database {path} {meaning} (SQLite: {error.Message})", isTransient, error);
    }
}
