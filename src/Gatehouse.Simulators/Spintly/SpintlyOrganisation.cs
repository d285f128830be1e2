using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Spintly;

/// <summary>An organisation's data, for tests to look at and change. Thread-safe; records are immutable.</summary>
public sealed class SpintlyOrganisation
{
    private readonly SpintlyIds _ids;
    private readonly SpintlyAssumptions _assumptions;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _visitors = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _issued = new();
    private int _logins;

    internal SpintlyOrganisation(OrganisationSettings settings, SpintlyIds ids, SpintlyAssumptions assumptions, TimeProvider clock)
    {
        _ids = ids;
        _assumptions = assumptions;
        _clock = clock;
        Settings = settings;
    }

    /// <summary>Its id, client and name.</summary>
    public OrganisationSettings Settings { get; }

    /// <summary>The sites, by id.</summary>
    public RecordTable<int, Site> Sites { get; } = new(site => site.Id);

    /// <summary>The access points, by id.</summary>
    public RecordTable<int, AccessPoint> AccessPoints { get; } = new(accessPoint => accessPoint.Id);

    /// <summary>The meetings, by id.</summary>
    public RecordTable<int, Meeting> Meetings { get; } = new(meeting => meeting.Id);

    /// <summary>How many tokens were issued.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>All tokens given out so far, for tests to look for where none may be.</summary>
    public IReadOnlyList<string> IssuedTokens => [.. _issued];

    /// <summary>Adds a site.</summary>
    public Site AddSite(string name, string location)
    {
        var site = new Site(_ids.NextSite(), name, location, Now);
        Sites.Put(site);
        return site;
    }

    /// <summary>Adds an access point to a site.</summary>
    public AccessPoint AddAccessPoint(int siteId, string name)
    {
        var accessPoint = new AccessPoint(_ids.NextAccessPoint(), name, siteId, Now);
        AccessPoints.Put(accessPoint);
        return accessPoint;
    }

    /// <summary>Ends all tokens, as when the vendor revokes them.</summary>
    public void RevokeTokens() => _tokens.Clear();

    /// <summary>What a reader at a door answers to QR data shown to it now.</summary>
    /// <param name="qrData">The text of the QR code.</param>
    /// <param name="accessPointId">The door.</param>
    public ReaderAnswer Read(string qrData, int accessPointId)
    {
        var now = Now;
        var parts = qrData?.Split('.') ?? [];
        if (parts.Length != 4 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || Meetings.Find(id) is not { } meeting)
            return ReaderAnswer.Unknown;
        if (meeting.QrData != qrData)
            return ReaderAnswer.Replaced;
        if (_assumptions.DynamicExpiry && now - meeting.QrIssuedAt > SpintlySimulator.DynamicExpiryTimeout)
            return ReaderAnswer.Expired;
        if (now.ToUnixTimeSeconds() < meeting.StartTime || now.ToUnixTimeSeconds() >= meeting.EndTime)
            return ReaderAnswer.OutsideWindow;
        return meeting.Permissions.Contains(accessPointId) ? ReaderAnswer.Opened : ReaderAnswer.NotPermitted;
    }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal int NextEvent() => _ids.NextEvent();

    internal string IssueToken()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _tokens[token] = Now + _assumptions.TokenLife;
        _issued.Enqueue(token);
        Interlocked.Increment(ref _logins);
        return token;
    }

    internal bool Accepts(string token) => _tokens.TryGetValue(token, out var until) && until > Now;

    internal Meeting AddMeeting(string userId, long startTime, long endTime, IEnumerable<int> permissions)
    {
        var id = _ids.NextMeeting();
        var visitor = _visitors.GetOrAdd(userId, _ => _ids.NextVisitor());
        var meeting = WithQr(new Meeting(id, visitor, userId, startTime, endTime, [.. permissions.Distinct().Order()], "", Now));
        Meetings.Put(meeting);
        return meeting;
    }

    internal Meeting WithQr(Meeting meeting)
    {
        var number = _ids.NextQr();
        var check = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{meeting.Id}/{number}")));
        var data = string.Create(CultureInfo.InvariantCulture, $"SPQR.{meeting.Id}.{number}.{Convert.ToHexStringLower(check.AsSpan(0, 12))}");
        return meeting with { QrData = data, QrIssuedAt = Now };
    }

    // Deletes the visitor and its meetings, as the seed says.
    internal bool RemoveVisitor(string userId)
    {
        if (!_visitors.TryRemove(userId, out _))
            return false;

        foreach (var meeting in Meetings.List(meeting => meeting.UserId == userId))
            Meetings.Remove(meeting.Id);
        return true;
    }

    internal void Clear()
    {
        Sites.Clear();
        AccessPoints.Clear();
        Meetings.Clear();
        _visitors.Clear();
        _tokens.Clear();
        Volatile.Write(ref _logins, 0);
    }
}
