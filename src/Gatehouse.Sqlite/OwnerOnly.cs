namespace Gatehouse.Sqlite;

/// <summary>Folders (0700) and files (0600) that only their owner can use. On Windows the folder's access list decides.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>Creates the folder when absent.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OfFolder);
    }

    /// <summary>Creates an empty file when absent. A file that is there is not even opened: closing it would drop SQLite's locks on it.</summary>
    public static void CreateFile(string path)
    {
        try
        {
            Open(path, FileMode.CreateNew, FileShare.ReadWrite).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // It was there, or another process created it at the same time.
        }
    }

    /// <summary>Opens a file for writing; the permissions are given to a file that is created.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OfFile;

        return new FileStream(path, options);
    }

    /// <summary>Takes from others what they can do with the folder or file. Returns whether there was anything to take.</summary>
    public static bool Tighten(string path)
    {
        if (OperatingSystem.IsWindows())
            return false;

        var allowed = Directory.Exists(path) ? OfFolder : OfFile;
        var mode = File.GetUnixFileMode(path);
        if ((mode & ~allowed) == UnixFileMode.None)
            return false;

        File.SetUnixFileMode(path, mode & allowed);
        return true;
    }
}
