namespace Gatehouse.Simulators.Spintly;

/// <summary>The vendor's numbers, rising over all organisations.</summary>
internal sealed class SpintlyIds
{
    private int _site;
    private int _accessPoint;
    private int _meeting;
    private int _visitor;
    private int _qr;
    private int _event;

    public SpintlyIds() => Reset();

    public int NextSite() => Interlocked.Increment(ref _site);

    public int NextAccessPoint() => Interlocked.Increment(ref _accessPoint);

    public int NextMeeting() => Interlocked.Increment(ref _meeting);

    public int NextVisitor() => Interlocked.Increment(ref _visitor);

    public int NextQr() => Interlocked.Increment(ref _qr);

    public int NextEvent() => Interlocked.Increment(ref _event);

    public void Reset()
    {
        Volatile.Write(ref _site, 1_200);
        Volatile.Write(ref _accessPoint, 23_240);
        Volatile.Write(ref _meeting, 58_000);
        Volatile.Write(ref _visitor, 91_000);
        Volatile.Write(ref _qr, 0);
        Volatile.Write(ref _event, 700_000);
    }
}
