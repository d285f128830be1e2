using System.Globalization;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Takes the one object out of the list that a write answers.</summary>
internal static class CavVisitAnswers
{
    /// <summary>The only object of the answer, with the id expected where one is.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: the answer has another number of objects, or another one.</exception>
    public static VendorRow One(IReadOnlyList<VendorRow> rows, string? id = null) =>
        rows.Count == 1 && (id is null || rows[0].Id.ToString(CultureInfo.InvariantCulture) == id)
            ? rows[0]
            : throw new VendorException(new VendorError(
                VendorErrorKind.Protocol,
                FormattableString.Invariant($"CavVisit answered a write with {rows.Count} objects in place of the one written."),
                "answer_not_understood",
                EffectUnknown: true));
}
