namespace Gatehouse.Simulators.CavVisit;

/// <summary>The vendor's numbers, rising over all customers.</summary>
internal sealed class CavVisitIds
{
    private const int FirstVisit = 100_700;
    private const int FirstHost = 1_500;
    private const int FirstCompany = 220;

    private int _visit = FirstVisit;
    private int _host = FirstHost;
    private int _company = FirstCompany;

    public int NextVisit() => Interlocked.Increment(ref _visit);

    public int NextHost() => Interlocked.Increment(ref _host);

    public int NextCompany() => Interlocked.Increment(ref _company);

    public void Reset()
    {
        Volatile.Write(ref _visit, FirstVisit);
        Volatile.Write(ref _host, FirstHost);
        Volatile.Write(ref _company, FirstCompany);
    }
}
