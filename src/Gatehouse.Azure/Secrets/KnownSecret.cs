using Gatehouse.State;

namespace Gatehouse.Azure.Secrets;

/// <summary>What is known of one secret. Its members change only while its turn is held. A class without text, so that no value is printed.</summary>
internal sealed class KnownSecret
{
    private volatile SecretReading? _reading;
    private volatile int _begun;
    private volatile int _ended;

    /// <summary>Held by the one caller that asks the vault or changes the secret.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>The number of the last call on the vault that began; one that began later has seen all that came before.</summary>
    public int Begun => _begun;

    /// <summary>The number of the last call that ended; what came of a call is the result of all that waited for it.</summary>
    public int Ended => _ended;

    /// <summary>How the last call failed; <see langword="null"/> when it did not. Never thrown itself: several callers may get it at once.</summary>
    public StateStoreException? Failure { get; set; }

    /// <summary>Why what is known is not what the vault says now; <see langword="null"/> when the vault answered the last call.</summary>
    public StateStoreException? Unconfirmed { get; set; }

    /// <summary>The last reading, if any.</summary>
    public SecretReading? Reading
    {
        get => _reading;
        set => _reading = value;
    }

    /// <summary>Notes that a call begins.</summary>
    public void Begin() => _begun++;

    /// <summary>Notes that the call has ended.</summary>
    public void End() => _ended = _begun;
}
