using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The QR data of meetings: as recorded, and regenerated (seed 002, "Regenerating qr data").</summary>
internal sealed class SpintlyCredentials(SpintlyMeetings meetings, SpintlyVisitReads reads, VisitRecords records)
{
    public IReadOnlyList<Handler> Handlers =>
    [
        new Handler<CredentialQuery, IReadOnlyList<Credential>>(CredentialOperations.List, ListAsync)
        {
            Check = (_, query) => query.Visit is null ? [new FieldError("visit", "Is required: at Spintly a visit has credentials, not a person.")] : [],
        },
        new Handler<ItemRequest, IReadOnlyList<Credential>>(CredentialOperations.Refresh, RefreshAsync)
        {
            Unavailable = context => context.Settings<SpintlySettings>().RegenerateQrPath.Length > 0
                ? null
                : "The facility's setting regenerateQrPath is empty; set it to the path of Spintly's call that regenerates QR data.",
        },
    ];

    private async Task<IReadOnlyList<Credential>> ListAsync(FacilityContext context, CredentialQuery query, CancellationToken cancellationToken) =>
        (await reads.GetAsync(context, new ItemRequest(query.Visit!), cancellationToken)).Credentials;

    private async Task<IReadOnlyList<Credential>> RefreshAsync(FacilityContext context, ItemRequest request, CancellationToken cancellationToken)
    {
        var visit = await records.GetAsync(context.Facility.Id, request.Id, cancellationToken);
        if (visit?.Status is VisitStatus.Cancelled or VisitStatus.Departed)
        {
            throw new VendorException(new VendorError(
                VendorErrorKind.Conflict, "The visit has ended: its meeting at Spintly is deleted and has no QR data.", "visit_ended"));
        }

        var end = visit?.Window is { From: not null, To: not null } window ? SpintlyWindow.Of(window).End : (long?)null;
        var credential = await meetings.RegenerateAsync(context, request.Id, end, cancellationToken);
        if (visit is not null)
            await records.PutAsync(visit with { Credentials = [credential] }, CancellationToken.None);
        return [credential];
    }
}
