using Gatehouse.State;

namespace Gatehouse.Azure.Secrets;

/// <summary>What is known of one secret. Its members change only while its turn is held. A class without text, so that no value is printed.</summary>
internal sealed class KnownSecret
{
    private volatile SecretReading? _reading;
    private volatile int _tries;

    /// <summary>Held by the one caller that asks the vault or changes the secret.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>How often the vault was asked; the result of a try that ended while a caller waited is that caller's result too.</summary>
    public int Tries
    {
        get => _tries;
        set => _tries = value;
    }

    /// <summary>How the last try failed; <see langword="null"/> when it did not. Never thrown itself: several callers may get it at once.</summary>
    public StateStoreException? Failure { get; set; }

    /// <summary>The last reading, if any.</summary>
    public SecretReading? Reading
    {
        get => _reading;
        set => _reading = value;
    }
}

/// <summary>A secret as the vault gave it.</summary>
internal sealed class SecretReading(string? value, DateTimeOffset readAt, DateTimeOffset freshUntil)
{
    /// <summary>The value; <see langword="null"/> when there is no such secret.</summary>
    public string? Value { get; } = value;

    public DateTimeOffset ReadAt { get; } = readAt;

    /// <summary>Until when it serves without asking again.</summary>
    public DateTimeOffset FreshUntil { get; } = freshUntil;
}
