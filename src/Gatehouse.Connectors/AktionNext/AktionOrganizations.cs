using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>The organization structure, whose units are known by their whole path, and the connection test, which logs in.</summary>
internal sealed class AktionOrganizations(AktionClient client, AktionLicences licences)
{
    private const string ListPath = "visit/getStructureAll";
    private const string Separator = " - ";

    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<Unit, ConnectionReport>(FacilityOperations.Test, TestAsync),
        new Handler<OrganizationQuery, Page<Organization>>(OrganizationOperations.List, ListAsync)
        {
            Unavailable = context => licences.Reason(context, ListPath),
        },
        new Handler<ItemRequest, Organization>(OrganizationOperations.Get, GetAsync) { Unavailable = context => licences.Reason(context, ListPath) },
    ];

    /// <summary>A unit's own name: the last part of its path.</summary>
    public static string TitleOf(string path)
    {
        var cut = path.LastIndexOf(Separator, StringComparison.Ordinal);
        return cut < 0 ? path : path[(cut + Separator.Length)..];
    }

    private async Task<ConnectionReport> TestAsync(FacilityContext context, Unit request, CancellationToken cancellationToken)
    {
        var settings = context.Settings<AktionSettings>();
        var token = await client.LoginAsync(context, cancellationToken);
        licences.Forget(context);
        return new ConnectionReport(FormattableString.Invariant(
            $"The login at {settings.BaseUrl.Host} as {settings.UserLogin} gave a token for {token.Life!.Value.TotalSeconds} seconds."));
    }

    private Task<Page<Organization>> ListAsync(FacilityContext context, OrganizationQuery query, CancellationToken cancellationToken) =>
        ReadAsync(
            context, organization => query.Text is not { } text || TextMatch.Contains(text, organization.Name, organization.Id), query.Page, cancellationToken);

    // The vendor has no call for one unit.
    private async Task<Organization> GetAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        string? position = null;
        do
        {
            var page = await ReadAsync(context, organization => organization.Id == request.Id, new PageRequest(1, position), cancellationToken);
            if (page.Items.Count > 0)
                return page.Items[0];
            position = page.Next;
        }
        while (position is not null);

        throw new VendorException(new VendorError(
            VendorErrorKind.NotFound, $"Aktion has no unit '{VendorHttp.Shorten(request.Id)}' in its organization structure.", "not_found"));
    }

    private Task<Page<Organization>> ReadAsync(
        FacilityContext context, Func<Organization, bool> fits, PageRequest page, CancellationToken cancellationToken) =>
        AktionPages.TakeAsync(client, context, ListPath, [], row => Map(context.Facility.Id, row), unit => unit.Id, fits, page, cancellationToken);

    private static Organization Map(string facility, JsonElement raw)
    {
        var unit = new WireObject(AktionModels.Structure, raw);
        if (unit.Text("Structure") is not { } path)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Protocol, "Aktion answered with something that is no unit of its organization structure.", "answer_not_understood"));
        }

        return new Organization
        {
            Id = path,
            Facility = facility,
            Name = unit.Text("Title") ?? TitleOf(path),
            Notes = unit.Text("Desc"),
            Fields = unit.Fields(),
            Raw = raw,
        };
    }
}
