using System.Globalization;

namespace Gatehouse.Subscriptions;

/// <summary>Names the work of a delivery's round, <c>{round}:{random}</c>: of several who begin a round, one is first.</summary>
internal static class DeliveryWork
{
    public static string New(int round) => string.Create(CultureInfo.InvariantCulture, $"{round}:{Guid.NewGuid():N}");

    /// <summary>Whether work is for a round that is not written yet.</summary>
    public static bool IsAhead(string work, Delivery delivery) =>
        int.Parse(work.AsSpan(0, work.IndexOf(':')), NumberStyles.None, CultureInfo.InvariantCulture) > delivery.Round;
}
