namespace Gatehouse.Simulators.Spintly;

/// <summary>
/// Everything that the simulator does and the vendor does not document: all of it is assumed. The seed names the operations
/// and shows no more than permissionsToAdd and permissionsToRemove; paths, bodies and answers follow vendors.md, most of it [P].
/// What may matter to a client is an option here.
/// </summary>
/// <remarks>
/// Assumed without an option:
/// <list type="bullet">
/// <item>Answers are <c>{"type": "success", "message": {…}}</c>, errors <c>{"type": "error", "message": "…"}</c> with a status:
/// bad values 400, another organisation 403, unknown objects 404.</item>
/// <item>A missing, expired or revoked token is 401 <c>{"message": "Unauthorized"}</c>, and an unknown path 403
/// <c>{"message": "Missing Authentication Token"}</c>, as the vendor's platform (Amazon API Gateway) answers.</item>
/// <item>The token endpoints take JSON; the flat one also takes a form. grantType may be "client-credentials" or its urn form.
/// There are as many valid tokens as were issued; a refresh_token is answered and nowhere taken.</item>
/// <item>Regenerating is POST <c>…/meeting/{meetingId}/regenerateQr</c>, deleting a visitor DELETE <c>…/visitor/{userId}</c>.</item>
/// <item>Meetings with the same userId are of the same visitor, each a meeting of its own.</item>
/// <item>An update needs startTime and endTime, or both permission lists, or all four. Adding a door that is there and removing one
/// that is not change nothing; a door to add must exist. A meeting needs a door at creation, and may lose its last one.</item>
/// <item>Every update issues new QR data, and the reader opens for the data issued last only.</item>
/// <item>Filters search for a part of the name, whatever its case. A page beyond the last is empty.</item>
/// <item>In a webhook orgUserId is the userId of the meeting and employeeCode is null.</item>
/// </list>
/// </remarks>
public sealed record SpintlyAssumptions
{
    /// <summary>How long a token is valid, as expires_in says. Assumed: an hour.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How the Authorization header may carry the token. Assumed: either way.</summary>
    public AuthorizationForms Authorization { get; init; } = AuthorizationForms.Both;

    /// <summary>Where answers have ids and QR data. Assumed: under message.</summary>
    public QrPlace QrPlace { get; init; }

    /// <summary>The name of the QR data: the seed says both qrdata and qr data. Assumed: qrData.</summary>
    public string QrName { get; init; } = "qrData";

    /// <summary>"Dynamic Expiry Timeout": QR data opens for 60 seconds only (seed). Whether an organisation has it on is not said. Assumed: on.</summary>
    public bool DynamicExpiry { get; init; } = true;

    /// <summary>The most rows of a page; who asks for more gets so many. Assumed: 100.</summary>
    public int LargestPage { get; init; } = 100;
}
