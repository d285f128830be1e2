using System.Globalization;
using Gatehouse.Model;
using Gatehouse.Validation;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>Names what Spintly cannot take of a visit.</summary>
internal static class SpintlyVisitCheck
{
    public static IReadOnlyList<string> Required { get; } = ["/visitor/name", "/window/from", "/window/to", "/fields/accessPoints"];

    public static IEnumerable<FieldError> Create(VisitCreate request) => request.ArrivedAt is null
        ? Draft(request.Draft, null)
        : Draft(request.Draft, null).Append(new FieldError("/arrived", "Spintly records arrivals by its doors only."));

    public static IEnumerable<FieldError> CreateGroup(VisitGroupCreate request) => request.Visits
        .SelectMany((draft, index) => Draft(draft, null, string.Create(CultureInfo.InvariantCulture, $"/visitors/{index}")));

    public static IEnumerable<FieldError> Update(VisitUpdate request)
    {
        foreach (var error in Draft(request.Draft, request.Current))
            yield return error;
        if (string.IsNullOrWhiteSpace(request.Draft.Visitor?.WithNames().Name))
            yield return new FieldError("/visitor/name", "Is required.");
        if (request.Draft.Window?.From is null)
            yield return new FieldError("/window/from", "Spintly cannot clear it.");
        if (request.Draft.Window?.To is null)
            yield return new FieldError("/window/to", "Spintly cannot clear it.");
        if (SpintlyFields.Doors(request.Draft.Fields).Count == 0 && !request.Draft.Fields.ContainsKey(SpintlyFields.AccessPoints))
            yield return new FieldError("/fields/accessPoints", "Spintly needs at least one; end the visit to close all doors.");
    }

    private static IEnumerable<FieldError> Draft(VisitDraft draft, Visit? current, string parent = "")
    {
        if (draft.Window is { From: { } from, To: { } to } && from < to && SpintlyWindow.Of(from, to).IsEmpty)
            yield return new FieldError(parent + "/window", "Spintly keeps whole seconds, and nothing is left of this window.");
        foreach (var error in SpintlyFields.Check(draft.Fields, current, parent))
            yield return error;
    }
}
