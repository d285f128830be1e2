using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The ids of doors, and those that the hub chooses for visitors.</summary>
internal static class SpintlyIds
{
    private const long SmallestUser = 100_000_000_000_000_000;
    private const long Users = 900_000_000_000_000_000;

    /// <summary>Reads the id of an access point: a positive whole number.</summary>
    public static bool TryParseDoor(string? id, out int number) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    /// <summary>The userId of a create: the same for the same marker, and another for each other one.</summary>
    public static string UserOf(SpintlySettings settings, string marker)
    {
        if (!settings.UserIdInDigits)
            return marker;

        var hash = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(marker)));
        return (SmallestUser + (long)(hash % Users)).ToString(CultureInfo.InvariantCulture);
    }
}
