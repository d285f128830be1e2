using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>A page as the vendor gives it.</summary>
/// <param name="Rows">Its objects.</param>
/// <param name="Total">How many there are over all pages.</param>
internal sealed record SpintlyPage(IReadOnlyList<VendorRow> Rows, long Total)
{
    /// <summary>Reads a page.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Misconfigured"/>: the vendor gives pages of another size than asked for.</exception>
    public static SpintlyPage Read(OutgoingAnswer answer, SpintlyBody body, string name, int perPage)
    {
        var list = body.List(name);
        var pagination = body.Object("pagination");
        if (list.ValueKind != JsonValueKind.Array || pagination.ValueKind != JsonValueKind.Object)
            throw VendorHttp.NotUnderstood(answer);

        var pages = new WireObject(SpintlyModels.Pagination, pagination);
        if (pages.Number("perPage") is { } size && size != perPage)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Misconfigured,
                FormattableString.Invariant($"Spintly gives pages of {size}, not of {perPage}: set pageSize to {size} in the facility's settings."),
                "page_size"));
        }

        var rows = list.EnumerateArray().Select(item => new VendorRow(IdOf(item) ?? throw VendorHttp.NotUnderstood(answer), item)).ToList();
        return new SpintlyPage(rows, pages.Number("total") ?? throw VendorHttp.NotUnderstood(answer));
    }

    private static long? IdOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id"u8, out var id) && WireValue.Number(id) is > 0 and var number ? number : null;
}
