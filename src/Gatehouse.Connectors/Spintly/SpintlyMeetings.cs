using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Spintly;

/// <summary>The vendor's calls for meetings and visitors (seed 002). Every change answers QR data that replaces the last.</summary>
internal sealed class SpintlyMeetings(SpintlyClient client, TimeProvider time)
{
    private static readonly TimeSpan DynamicExpiry = TimeSpan.FromSeconds(60);

    /// <summary>Creates a meeting for a visitor of its own.</summary>
    public async Task<SpintlyMeeting> CreateAsync(
        FacilityContext context, string marker, SpintlyWindow window, IReadOnlyList<int> doors, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        var user = SpintlyIds.UserOf(settings, marker);
        var sent = time.GetUtcNow();
        var (answer, body) = await client.AskAsync(
            context, HttpMethod.Post, settings.Address(settings.CreateMeetingPath),
            writer =>
            {
                writer.WriteString("userId", user);
                WriteTimes(writer, window);
                WriteDoors(writer, "permissionsToAdd", doors);
            },
            cancellationToken);
        return new SpintlyMeeting(
            WireValue.Text(body.Find(SpintlyModels.Meeting, "meetingId")) ?? throw VendorHttp.NotUnderstood(answer),
            WireValue.Text(body.Find(SpintlyModels.Meeting, "visitorId")),
            user,
            Credential(settings, answer, body, sent, window.End));
    }

    /// <summary>Changes the times.</summary>
    public Task<Credential> UpdateTimesAsync(FacilityContext context, string meeting, SpintlyWindow window, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return ChangeAsync(
            context, settings.UpdateMethod, settings.Address(settings.UpdateTimesPath, meeting: meeting),
            writer => WriteTimes(writer, window), window.End, cancellationToken);
    }

    /// <summary>Adds and removes access points; both lists are sent, as the seed shows it.</summary>
    public Task<Credential> UpdateDoorsAsync(
        FacilityContext context, string meeting, IReadOnlyList<int> add, IReadOnlyList<int> remove, long end, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return ChangeAsync(
            context, settings.UpdateMethod, settings.Address(settings.UpdatePermissionsPath, meeting: meeting),
            writer =>
            {
                WriteDoors(writer, "permissionsToAdd", add);
                WriteDoors(writer, "permissionsToRemove", remove);
            },
            end, cancellationToken);
    }

    /// <summary>Asks for new QR data.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="meeting">The meetingId.</param>
    /// <param name="end">When the meeting ends, epoch seconds; <see langword="null"/> when that is not known.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<Credential> RegenerateAsync(FacilityContext context, string meeting, long? end, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return ChangeAsync(
            context, settings.RegenerateQrMethod, settings.Address(settings.RegenerateQrPath, meeting: meeting), null, end, cancellationToken);
    }

    /// <summary>Deletes a meeting; one that is not there is deleted.</summary>
    public async Task DeleteAsync(FacilityContext context, string meeting, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        await client.DeleteAsync(context, settings.Address(settings.DeleteMeetingPath, meeting: meeting), cancellationToken);
    }

    /// <summary>Deletes a visitor with all meetings, where the facility's Spintly offers it; one that is not there is deleted.</summary>
    public async Task DeleteVisitorAsync(FacilityContext context, string user, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        if (settings.DeleteVisitorPath.Length > 0)
            await client.DeleteAsync(context, settings.Address(settings.DeleteVisitorPath, user: user), cancellationToken);
    }

    /// <summary>Takes back what a create with this marker may have made.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Conflict"/>: visitors cannot be deleted, so nobody can tell.</exception>
    public Task UndoAsync(FacilityContext context, string marker, CancellationToken cancellationToken)
    {
        var settings = context.Settings<SpintlySettings>();
        return settings.DeleteVisitorPath.Length > 0
            ? DeleteVisitorAsync(context, SpintlyIds.UserOf(settings, marker), cancellationToken)
            : throw new VendorException(new VendorError(
                VendorErrorKind.Conflict, "Spintly cannot be searched, and without the setting deleteVisitorPath it cannot be taken back.", "create_unknown"));
    }

    private async Task<Credential> ChangeAsync(
        FacilityContext context, HttpMethod method, Uri address, Action<Utf8JsonWriter>? write, long? end, CancellationToken cancellationToken)
    {
        var sent = time.GetUtcNow();
        var (answer, body) = await client.AskAsync(context, method, address, write, cancellationToken);
        return Credential(context.Settings<SpintlySettings>(), answer, body, sent, end);
    }

    // Counted from before the call: the vendor cannot have issued it earlier.
    private static Credential Credential(SpintlySettings settings, OutgoingAnswer answer, SpintlyBody body, DateTimeOffset sent, long? end)
    {
        var expires = settings.DynamicExpiry && (end is null || sent + DynamicExpiry < DateTimeOffset.FromUnixTimeSeconds(end.Value))
            ? sent + DynamicExpiry
            : (DateTimeOffset?)null;
        return new Credential
        {
            Kind = CredentialKind.Qr,
            Value = WireValue.Text(body.Find(SpintlyModels.Meeting, "qrData")) ?? throw VendorHttp.NotUnderstood(answer),
            ExpiresAt = expires,
        };
    }

    private static void WriteTimes(Utf8JsonWriter writer, SpintlyWindow window)
    {
        writer.WriteNumber("startTime", window.Start);
        writer.WriteNumber("endTime", window.End);
    }

    private static void WriteDoors(Utf8JsonWriter writer, string name, IReadOnlyList<int> doors)
    {
        writer.WriteStartArray(name);
        foreach (var door in doors)
            writer.WriteNumberValue(door);
        writer.WriteEndArray();
    }
}
