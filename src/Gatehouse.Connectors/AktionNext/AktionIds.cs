using System.Security.Cryptography;
using System.Text;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The ids of visits: guids that the hub chooses.</summary>
internal static class AktionIds
{
    /// <summary>The VisitId of a marker: itself when it is a guid, else one made from it. No braces, which the vendor allows.</summary>
    public static string OfMarker(string marker)
    {
        if (Guid.TryParse(marker, out var given))
            return given.ToString();

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("gatehouse/aktion-next/" + marker)).AsSpan(0, 16);
        // Version 8, for what is made in one's own way, and the usual variant (RFC 9562).
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary>A VisitId that a caller gave.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.NotFound"/>: the vendor can have no visit with such an id.</exception>
    public static string Parse(string id) => Guid.TryParse(id, out var guid)
        ? guid.ToString()
        : throw new VendorException(new VendorError(VendorErrorKind.NotFound, $"Aktion has no visit '{VendorHttp.Shorten(id)}'.", "not_found"));
}
