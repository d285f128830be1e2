namespace Gatehouse.Testing;

/// <summary>Waits, in real time, for what others bring about; fails when it takes far too long.</summary>
public static class Wait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits for what is seen in memory.</summary>
    /// <param name="holds">Whether it has come about.</param>
    /// <param name="patience">How long it may take; a minute when not given.</param>
    public static async Task UntilAsync(Func<bool> holds, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? Patience);
        while (!holds())
            await Task.Delay(2, limit.Token);
    }

    /// <summary>Waits for what has to be asked for.</summary>
    /// <param name="holds">Asks whether it has come about.</param>
    public static Task UntilAsync(Func<Task<bool>> holds) => ForAsync(async () => await holds() ? holds : null);

    /// <summary>Waits for what has to be looked for.</summary>
    /// <param name="find">Looks for it; <see langword="null"/> when it is not there yet.</param>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> find)
        where T : class
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await find() is { } found)
                return found;
            await Task.Delay(20, limit.Token);
        }
    }
}
