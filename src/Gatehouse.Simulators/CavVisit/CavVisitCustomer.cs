using System.Globalization;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>A customer's data, for tests to look at and change. Thread-safe; records are immutable.</summary>
public sealed class CavVisitCustomer
{
    private readonly CavVisitIds _ids;
    private readonly CavVisitAssumptions _assumptions;
    private readonly TimeProvider _clock;

    internal CavVisitCustomer(CustomerSettings settings, CavVisitIds ids, CavVisitAssumptions assumptions, TimeProvider clock)
    {
        _ids = ids;
        _assumptions = assumptions;
        _clock = clock;
        Id = settings.Id;
        Key = settings.Key;
        Name = settings.Name;
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
    }

    /// <summary>The customerId.</summary>
    public int Id { get; }

    /// <summary>The customerKey.</summary>
    public string Key { get; }

    /// <summary>What people call the facility.</summary>
    public string Name { get; }

    /// <summary>The zone that the dates are in.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>The visits, by id.</summary>
    public RecordTable<int, Visit> Visits { get; } = new(visit => visit.Id);

    /// <summary>The hosts, by id.</summary>
    public RecordTable<int, Host> Hosts { get; } = new(host => host.Id);

    /// <summary>The companies, by id.</summary>
    public RecordTable<int, Company> Companies { get; } = new(company => company.Id);

    /// <summary>The clock's time here: local, in whole seconds, without zone.</summary>
    public DateTime LocalNow => CavVisitDates.ToLocal(Now, TimeZone);

    /// <summary>Adds a visit as CreateVisit does: id, QrCode, Pincode, HostName and Status are made here.</summary>
    /// <returns>The visit as stored.</returns>
    public Visit AddVisit(Visit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var id = _ids.NextVisit();
        var pin = 1000 + (int)(id * 7919L % 9000);
        var added = visit with
        {
            Id = id,
            HostName = HostName(visit.Host),
            Pincode = pin.ToString(CultureInfo.InvariantCulture),
            QrCode = string.Create(CultureInfo.InvariantCulture, $"CV{Id:D4}{id:D8}{pin}"),
            Status = StatusOf(visit),
        };
        Visits.Put(added);
        return added;
    }

    /// <summary>Adds a host as CreateHost does: id and EmployeeGuid are made here.</summary>
    /// <returns>The host as stored.</returns>
    public Host AddHost(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var id = _ids.NextHost();
        var added = host with
        {
            Id = id,
            EmployeeGuid = string.Create(CultureInfo.InvariantCulture, $"{id:x8}-0000-4000-8000-{Id:x12}"),
        };
        Hosts.Put(added);
        return added;
    }

    /// <summary>Adds a company as CreateCompany does: id and RegistrationDate are made here.</summary>
    /// <returns>The company as stored.</returns>
    public Company AddCompany(Company company)
    {
        ArgumentNullException.ThrowIfNull(company);
        var added = company with { Id = _ids.NextCompany(), RegistrationDate = LocalNow };
        Companies.Put(added);
        return added;
    }

    /// <summary>Sets DateCheckedIn, and the Status that goes with it.</summary>
    /// <param name="visitId">The visit.</param>
    /// <param name="at">When the visitor came; null is now.</param>
    /// <returns>The visit as stored, or null when there is none.</returns>
    public Visit? CheckIn(int visitId, DateTimeOffset? at = null) => Check(
        visitId, at, (visit, local) => visit with { DateCheckedIn = local });

    /// <summary>Sets DateCheckedOut, and the Status that goes with it.</summary>
    /// <param name="visitId">The visit.</param>
    /// <param name="at">When the visitor left; null is now.</param>
    /// <returns>The visit as stored, or null when there is none.</returns>
    public Visit? CheckOut(int visitId, DateTimeOffset? at = null) => Check(
        visitId, at, (visit, local) => visit with { DateCheckedOut = local });

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal string? HostName(int hostId) => Hosts.Find(hostId) is { } host ? $"{host.Name} {host.Surname}".Trim() : null;

    internal int StatusOf(Visit visit) =>
        visit.DateCheckedOut != default ? _assumptions.StatusCheckedOut
        : visit.DateCheckedIn != default ? _assumptions.StatusCheckedIn
        : _assumptions.StatusExpected;

    internal void Clear()
    {
        Visits.Clear();
        Hosts.Clear();
        Companies.Clear();
    }

    private Visit? Check(int visitId, DateTimeOffset? at, Func<Visit, DateTime, Visit> set)
    {
        var local = at is { } instant ? CavVisitDates.ToLocal(instant, TimeZone) : LocalNow;
        return Visits.Change(visitId, visit =>
        {
            var changed = set(visit, local);
            return changed with { Status = StatusOf(changed) };
        });
    }
}
