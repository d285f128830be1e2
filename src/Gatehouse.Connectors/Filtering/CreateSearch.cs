using System.Globalization;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Filtering;

/// <summary>Finds what a create with unknown outcome made, at vendors that have no place for a marker: what looks like it and was not there before.</summary>
internal static class CreateSearch
{
    /// <summary>Notes what looks like the new object before it is made.</summary>
    public static string Note(IEnumerable<VendorRow> alike) => Note(alike.Select(IdOf));

    /// <summary>Notes the ids of what looks like the new object before it is made.</summary>
    public static string Note(IEnumerable<string> alike) => string.Join(',', alike);

    /// <inheritdoc cref="FindNew{TRow}"/>
    public static VendorRow? FindNew(IEnumerable<VendorRow> alike, string? note) => FindNew(alike, IdOf, note);

    /// <summary>The one that is new.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Conflict"/>: there are several, so somebody else made one too.</exception>
    public static TRow? FindNew<TRow>(IEnumerable<TRow> alike, Func<TRow, string> idOf, string? note)
        where TRow : struct
    {
        var known = (note ?? "").Split(',').ToHashSet(StringComparer.Ordinal);
        var found = alike.Where(row => !known.Contains(idOf(row))).Take(2).ToList();
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new VendorException(new VendorError(
                VendorErrorKind.Conflict, "The answer was lost, and several new objects look like the one to create.", "create_ambiguous", EffectUnknown: true)),
        };
    }

    private static string IdOf(VendorRow row) => row.Id.ToString(CultureInfo.InvariantCulture);
}
