using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The operations on credentials: card numbers, and where a method for it is configured the VIZpins on phones.</summary>
internal sealed class VizPinCredentials(VizPinClient client)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<CredentialQuery, IReadOnlyList<Credential>>(CredentialOperations.List, ListAsync)
        {
            Required = ["/person"],
            Check = (_, query) => CheckList(query),
        },
        new Handler<CredentialIssue, Credential>(CredentialOperations.Issue, IssueAsync)
        {
            Unavailable = context => context.Settings<VizPinSettings>().GeneratesCredentials
                ? null
                : "VIZpin arranges the generation of card numbers with each partner. Set credentialGeneration when they have enabled it.",
            Required = ["/person"],
            Check = CheckIssue,
            Baseline = async (context, request, token) => CreateSearch.Note((await CardsAsync(context, request.Person, token)).Select(row => row.Id)),
            Search = async (context, request, baseline, token) =>
                CreateSearch.FindNew(await CardsAsync(context, request.Person, token), row => row.Id, baseline) is { } row
                    ? Read(VizPinScope.Of(context), row)
                    : null,
        },
    ];

    /// <summary>The VIZpins of a user, which the configured method lists.</summary>
    public async Task<IReadOnlyList<JsonElement>> VizPinsAsync(
        FacilityContext context, VizPinExtraMethod method, string user, string? site, CancellationToken cancellationToken)
    {
        var parameters = method.Fill(("user", user), ("site", site), ("account", context.Settings<VizPinSettings>().Account));
        return (await client.CallNamedAsync(context, method.Name, parameters, cancellationToken)).FirstList();
    }

    private static IEnumerable<FieldError> CheckList(CredentialQuery query) =>
        query.Person is null ? [new FieldError("person", "Is required: VIZpin's credentials belong to users.")] : [];

    private static IEnumerable<FieldError> CheckIssue(FacilityContext context, CredentialIssue request) =>
        request.Organization is null && context.Settings<VizPinSettings>().Account is null
            ? [new FieldError("/organization", "Is required: VIZpin numbers cards by account. Give it, or set the facility's account.")]
            : [];

    private async Task<IReadOnlyList<Credential>> ListAsync(FacilityContext context, CredentialQuery query, CancellationToken cancellationToken)
    {
        var scope = VizPinScope.Of(context);
        var cards = (await CardsAsync(context, query.Person!, cancellationToken)).Select(row => Read(scope, row));
        if (scope.Settings.VizPinsMethod is not { } method)
            return [.. cards];

        var vizpins = await VizPinsAsync(context, method, query.Person!, site: null, cancellationToken);
        return [.. cards, .. vizpins.Select(item => new Credential { Kind = CredentialKind.Phone, ExpiresAt = End(scope, item) })];
    }

    private async Task<Credential> IssueAsync(FacilityContext context, CredentialIssue request, CancellationToken cancellationToken)
    {
        var account = request.Organization ?? context.Settings<VizPinSettings>().Account;
        var result = await client.CallAsync(
            context, "credential.generate", new JsonObject { ["userid"] = request.Person, ["account_id"] = account }, cancellationToken);
        return Read(VizPinScope.Of(context), result.Written("credentials"));
    }

    private async Task<IReadOnlyList<VizPinRow>> CardsAsync(FacilityContext context, string person, CancellationToken cancellationToken) =>
        (await client.CallAsync(context, "credential.get", new JsonObject { ["userid"] = person }, cancellationToken)).Rows("credentials");

    // A card without a number is known by its id.
    private static Credential Read(VizPinScope scope, VizPinRow row) =>
        new() { Kind = CredentialKind.Card, Value = row.Text(scope.Members["credential.number"]) ?? row.Id };

    private static DateTimeOffset? End(VizPinScope scope, JsonElement item) =>
        item.TryGetProperty(scope.Members["vizpin.stop"], out var stop) && VizPinDays.TryRead(WireValue.Text(stop), out var day)
            ? VizPinDays.Window(scope.Zone, day, day).To
            : null;
}
