using System.Text.Json.Serialization;

namespace Gatehouse.Lanes;

/// <summary>What must be fair and limited: a facility, a subscription. Rows of work wait in it.</summary>
/// <param name="Id">What it is, as <c>facility:{id}</c>; at most 120 characters.</param>
/// <param name="Concurrency">How many items are worked at once over all instances, 1 to <see cref="MostConcurrency"/>.</param>
/// <param name="KeepsUrgentSlot">Whether the last of several slots is kept for <see cref="WorkPriority.Urgent"/> items.</param>
public sealed record Lane(string Id, int Concurrency, bool KeepsUrgentSlot = false)
{
    /// <summary>The most items of a lane that are worked at once.</summary>
    public const int MostConcurrency = 64;

    /// <summary>How many slots take any item.</summary>
    [JsonIgnore]
    public int OpenSlots => KeepsUrgentSlot && Concurrency > 1 ? Concurrency - 1 : Concurrency;

    /// <summary>The lane of a facility: of several slots the last is kept for urgent items.</summary>
    public static Lane OfFacility(string facility, int concurrency = 8) =>
        new($"facility:{facility}", Math.Clamp(concurrency, 1, MostConcurrency), KeepsUrgentSlot: true);

    /// <summary>The lane of a subscription.</summary>
    public static Lane OfSubscription(string subscription, int concurrency = 2) =>
        new($"subscription:{subscription}", Math.Clamp(concurrency, 1, MostConcurrency));

    /// <summary>Checks what the parameters say.</summary>
    /// <exception cref="ArgumentException">One of them is out of its range: a defect in the caller.</exception>
    internal static void Check(Lane lane)
    {
        if (lane.Id.Length is 0 or > 120)
            throw new ArgumentException($"The id of a lane has 1 to 120 characters; '{lane.Id}' has {lane.Id.Length}.", nameof(lane));

        if (lane.Concurrency is < 1 or > MostConcurrency)
            throw new ArgumentException($"A lane has 1 to {MostConcurrency} slots; '{lane.Id}' has {lane.Concurrency}.", nameof(lane));
    }
}
