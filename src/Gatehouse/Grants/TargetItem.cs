using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Lanes;

namespace Gatehouse.Grants;

/// <summary>A target as a piece of work: what brings the vendor to what is wanted.</summary>
/// <param name="Grant">The grant's id.</param>
/// <param name="Number">The target's number.</param>
internal readonly record struct TargetItem(string Grant, int Number)
{
    /// <summary>The kind of such work.</summary>
    public const string Kind = "grant-target";

    /// <summary>What an item is found by.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Grant}:{Number}");

    /// <summary>Reads the reference of an item.</summary>
    public static TargetItem Parse(string reference)
    {
        var colon = reference.LastIndexOf(':');
        return new TargetItem(reference[..colon], int.Parse(reference.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The item; revokes and expiries go first.</summary>
    /// <param name="due">When; <see langword="null"/> for at once.</param>
    /// <param name="urgent">Whether it goes first.</param>
    /// <param name="version">The version of the wish that is about to be written; 0 for what there is.</param>
    public WorkItem At(DateTimeOffset? due, bool urgent, int version = 0) => new(
        Kind,
        Reference,
        urgent ? WorkPriority.Urgent : WorkPriority.Normal,
        due,
        version == 0 ? null : version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The marker of one of the target's creates.</summary>
    /// <param name="create">Which one, from 1.</param>
    public string Marker(int create) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Grant}:{Number}:{create}"))).AsSpan(0, 16));

    /// <summary>The version that an item was planned for; 0 for none.</summary>
    public static int VersionOf(WorkItem item) => item.Data is { } version ? int.Parse(version, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
}
