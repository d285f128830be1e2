using System.Globalization;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>The installation's data, for tests to look at and change. Thread-safe; records are immutable.</summary>
public sealed class HappyHabitatData
{
    private readonly HappyHabitatAssumptions _assumptions;
    private readonly TimeProvider _clock;
    private int _lastId;

    internal HappyHabitatData(HappyHabitatAssumptions assumptions, TimeProvider clock)
    {
        _assumptions = assumptions;
        _clock = clock;
    }

    /// <summary>All visits, the deleted ones too, by id.</summary>
    public RecordTable<Guid, ResidentVisit> Visits { get; } = new(visit => visit.Id);

    /// <summary>The residents, by id.</summary>
    public RecordTable<Guid, Resident> Residents { get; } = new(resident => resident.Id);

    /// <summary>The visits that reads show.</summary>
    public IReadOnlyList<ResidentVisit> ActiveVisits => Visits.List(visit => visit.IsActive);

    /// <summary>Adds a visit as POST does: id, residentName and createdAt are made here.</summary>
    /// <returns>The visit as stored.</returns>
    public ResidentVisit AddVisit(ResidentVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        var added = visit with { Id = NextId(), ResidentName = Residents.Find(visit.ResidentId)?.FullName ?? "", CreatedAt = Created() };
        Visits.Put(added);
        return added;
    }

    /// <summary>Adds a resident: id and createdAt are made here.</summary>
    /// <returns>The resident as stored.</returns>
    public Resident AddResident(Resident resident)
    {
        ArgumentNullException.ThrowIfNull(resident);
        var added = resident with { Id = NextId(), CreatedAt = Created() };
        Residents.Put(added);
        return added;
    }

    internal DateTimeOffset Now => _clock.GetUtcNow();

    internal Guid NextId() => new(Interlocked.Increment(ref _lastId), 0x4a61, 0x4d0b, 0x9c, 0x1f, 0x2e, 0x7d, 0x5a, 0x63, 0x08, 0xb4);

    internal void Clear()
    {
        Visits.Clear();
        Residents.Clear();
        _lastId = 0;
    }

    private string Created() =>
        DateTime.SpecifyKind(Now.UtcDateTime, _assumptions.CreatedAtHasZone ? DateTimeKind.Utc : DateTimeKind.Unspecified).ToString("O", CultureInfo.InvariantCulture);
}
