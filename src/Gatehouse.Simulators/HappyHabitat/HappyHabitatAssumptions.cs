namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What the simulator does and the vendor's documents do not say: all of it is assumed. What may matter to a client is an option here.</summary>
/// <remarks>
/// Assumed without an option:
/// <list type="bullet">
/// <item>A missing, expired or revoked token is 401 without a body and with <c>WWW-Authenticate: Bearer</c>; a missing role is 403 without a body.
/// An unknown path is 404 and another method 405, both without a body.</item>
/// <item>Bad JSON, a bad GUID and a missing required member are <c>VALIDATION_ERROR</c>; a body of another media type is 415 with problem details.
/// An empty text counts as missing. Without residentId the answer is "Resident not found", as for an unknown one.</item>
/// <item>A bare string is JSON when the caller accepts JSON only, else plain text, as the vendor's framework does.</item>
/// <item>Visits are listed by id. Deleted ones are in no list and no get.</item>
/// <item>The resident of a visit must exist; a resident cannot be made or changed over this API.</item>
/// <item>A page beyond the last has no items. Only both page and pageSize, above 0, page a list.</item>
/// </list>
/// </remarks>
public sealed record HappyHabitatAssumptions
{
    /// <summary>How long a token is good for. The product's default is 60 minutes.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Whether residents are for ADMIN_COMPANY and SYSTEM_ADMIN only, as the vendor's page says.</summary>
    public bool ResidentsNeedRole { get; init; } = true;

    /// <summary>The longest text that the database takes; a longer one is 500 <c>DATABASE_ERROR</c>. Assumed: any.</summary>
    public int? LongestText { get; init; }

    /// <summary>What visits and residents say of their creation: in UTC with a Z, or the same without it.</summary>
    public bool CreatedAtHasZone { get; init; } = true;

    /// <summary>The most residents that a page has, however many are asked for. Assumed: as many as are asked for.</summary>
    public int LargestPage { get; init; } = int.MaxValue;
}
