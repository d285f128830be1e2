namespace Gatehouse.Local;

/// <summary>The folder of one local host. While it is open no other host can use it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    public string AdminKeyFile => System.IO.Path.Combine(Path, "admin-key");

    public static DataFolder Open(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnlyFolder);

        try
        {
            var lockFile = System.IO.Path.Combine(path, "host.lock");
            return new DataFolder(path, new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException exception)
        {
            throw new IOException($"Another Gatehouse uses the folder {path}. Stop it, or choose another folder with --data.", exception);
        }
    }

    /// <summary>Keeps the admin key in a file for its owner. Returns whether the file was new.</summary>
    public async Task<bool> KeepAdminKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (File.Exists(AdminKeyFile) && await File.ReadAllTextAsync(AdminKeyFile, cancellationToken) == key)
            return false;

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        await using var writer = new StreamWriter(AdminKeyFile, options);
        await writer.WriteAsync(key.AsMemory(), cancellationToken);
        return true;
    }

    public void Dispose() => _lock.Dispose();
}
