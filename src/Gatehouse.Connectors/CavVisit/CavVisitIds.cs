using System.Globalization;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>The vendor's ids: positive whole numbers.</summary>
internal static class CavVisitIds
{
    public static bool TryParse(string? id, out long number) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    /// <summary>Reads an id that a caller gave.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.NotFound"/>: the vendor can have no object with such an id.</exception>
    public static long Parse(string id, string what) => TryParse(id, out var number) ? number : throw NotFound(what, id);

    public static VendorException NotFound(string what, string id) =>
        new(new VendorError(VendorErrorKind.NotFound, $"CavVisit has no {what} '{VendorHttp.Shorten(id)}'.", "not_found"));
}
