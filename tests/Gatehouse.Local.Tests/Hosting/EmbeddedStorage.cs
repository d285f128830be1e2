namespace Gatehouse.Local.Tests.Hosting;

/// <summary>The embedded store, for tests that start hosts of their own.</summary>
public class EmbeddedStorage : IAsyncLifetime
{
    /// <summary>What <c>--storage</c> is given; <see langword="null"/> for the embedded store.</summary>
    public virtual string? ConnectionString => null;

    /// <summary>The same for a command line.</summary>
    public string[] Arguments => ConnectionString is { } connection ? ["--storage", connection] : [];

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
