using Gatehouse.Vendors;

namespace Gatehouse.Connectors.HappyHabitat;

/// <summary>The vendor's ids: GUIDs, here always in the vendor's own spelling.</summary>
internal static class HappyHabitatIds
{
    /// <summary>An id; <see langword="null"/> when the text is none.</summary>
    public static string? Find(string? text) => Guid.TryParseExact(text, "D", out var id) ? id.ToString("D") : null;

    /// <summary>Reads an id that a caller gave.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.NotFound"/>: the vendor can have no object with such an id.</exception>
    public static string Parse(string text, string what) => Find(text) ?? throw NotFound(what, text);

    public static VendorException NotFound(string what, string id) =>
        new(new VendorError(VendorErrorKind.NotFound, $"Happy Habitat has no {what} '{VendorHttp.Shorten(id)}'.", "not_found"));
}
