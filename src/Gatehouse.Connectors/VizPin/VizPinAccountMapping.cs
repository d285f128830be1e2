using System.Text.Json.Nodes;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>Maps accounts to organizations and back.</summary>
internal static class VizPinAccountMapping
{
    public static Organization Read(VizPinScope scope, VizPinRow row) => new()
    {
        Id = row.Id,
        Facility = scope.Facility,
        Name = row.Text(scope.Members["account.name"]),
        Fields = VizPinModels.Account(scope.Members).Fields(row.Raw),
        Raw = row.Raw,
    };

    public static JsonObject Write(VizPinScope scope, OrganizationDraft draft, VizPinRow? current = null) =>
        VizPinModels.Account(scope.Members).Write([(scope.Members["account.name"], draft.Name)], draft.Fields, current);

    /// <summary>Names what VIZpin cannot take of an organization.</summary>
    public static IEnumerable<FieldError> Check(VizPinScope scope, OrganizationDraft draft, bool isNew)
    {
        if (!isNew && string.IsNullOrWhiteSpace(draft.Name))
            yield return new FieldError("/name", "Is required.");
        (string Pointer, bool Given)[] noPlace =
        [
            ("/vatNumber", draft.VatNumber is not null), ("/address", draft.Address is not null), ("/email", draft.Email is not null),
            ("/phone", draft.Phone is not null), ("/mobile", draft.Mobile is not null), ("/notes", draft.Notes is not null),
            ("/accessGroup", draft.AccessGroup is not null), ("/autoCheckOutMinutes", draft.AutoCheckOutMinutes is not null),
        ];
        foreach (var (pointer, _) in noPlace.Where(member => member.Given))
            yield return new FieldError(pointer, "VIZpin has no known place for it; a member that your installation knows can be written under fields.");
        foreach (var error in VizPinModels.Account(scope.Members).Check(draft.Fields))
            yield return error;
    }
}
