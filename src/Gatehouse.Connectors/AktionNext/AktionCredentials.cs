using Gatehouse.Connectors.Wire;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The entry codes of visits, and the codes and cards of people.</summary>
internal sealed class AktionCredentials(AktionClient client, AktionLicences licences)
{
    private const string CodePath = "visit/getIdentifierEntryCode";

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<CredentialQuery, IReadOnlyList<Credential>>(CredentialOperations.List, ListAsync)
        {
            Check = (_, query) => query.Person is null && query.Visit is null ? [new FieldError("/visit", "Is required where no person is named.")] : [],
        },
        new Handler<ItemRequest, IReadOnlyList<Credential>>(
            CredentialOperations.Refresh, (context, request, token) => OfVisitAsync(context, AktionIds.Parse(request.Id), token))
        {
            Unavailable = context => licences.Reason(context, CodePath),
        },
    ];

    /// <summary>The codes of a visit.</summary>
    public async Task<IReadOnlyList<Credential>> OfVisitAsync(FacilityContext context, string id, CancellationToken cancellationToken) =>
        AktionVisitMapping.Codes(await client.GetAsync(context, CodePath, cancellationToken, ("VisitId", id)));

    private async Task<IReadOnlyList<Credential>> ListAsync(FacilityContext context, CredentialQuery query, CancellationToken cancellationToken)
    {
        if (query.Visit is { } visit)
            return await OfVisitAsync(context, AktionIds.Parse(visit), cancellationToken);

        var raw = await client.GetAsync(context, AktionPeople.GetPath, cancellationToken, ("PersonId", query.Person!));
        var person = new WireObject(AktionModels.Person, raw);
        return
        [
            .. AktionVisitMapping.Codes(raw),
            .. new[] { person.Text("IdentifierCard1"), person.Text("IdentifierCard2") }
                .Where(card => card is not null).Select(card => new Credential { Kind = CredentialKind.Card, Value = card }),
        ];
    }
}
