namespace Gatehouse.Simulators.VizPin;

/// <summary>
/// Everything that the simulator does and the vendor does not document: all of it is assumed. What may matter to a
/// client is an option here.
/// </summary>
/// <remarks>
/// Assumed without an option:
/// <list type="bullet">
/// <item>Every answer has HTTP status 200. All code numbers but 9 (login) and 4 (login refused) are invented.</item>
/// <item>Every call but the login needs the token, and every call the oem_key, those too whose sample omits it.</item>
/// <item>The members of an account are id, name, type; of a location id, accountid, name, timezone, locationtype; of a reader id,
/// locationid, name, version, first_in, schedule; of a user id, first_name, last_name, phone, email; of a role id, name, locationid,
/// readers; of a credential id, userid, accountid, cardnumber, cardnumberformatted. Others are kept as they were sent.</item>
/// <item>An account, location and reader need a name and their parent; a user needs a phone and a last name, and no two have both alike.
/// A user who registers needs a password of at least eight characters, which is never answered.</item>
/// <item>An edit replaces the whole object, so that a client that does not merge loses data; a password that it omits stays.</item>
/// <item>A reader whose first_in is on needs a schedule.</item>
/// <item>A user belongs to the locations they were associated with, and to those locations' accounts; deletion ends that and all roles.</item>
/// <item>A user who needs access is one of the location, or account, who holds no role there today or later.</item>
/// <item>Granting a role that a user holds replaces its dates. stop_date is the last day, in the location's zone; it may lie before
/// start_date or in the past, and then opens nothing. A user must be associated with the location first.</item>
/// <item>A role's readers are a list of ids. The list of VIZpins has one for each reader that a held role opens.</item>
/// </list>
/// </remarks>
public sealed record VizPinAssumptions
{
    /// <summary>After how long without a call a token ends. Assumed: 10 minutes.</summary>
    public TimeSpan TokenInactivity { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Under which member failures are told. The seed says both.</summary>
    public FailureMember FailureMember { get; init; }

    /// <summary>Which id answers carry. The seed shows a differing one.</summary>
    public AnswerId AnswerId { get; init; }

    /// <summary>What one location is answered as. The seed shows both.</summary>
    public LocationsAnswer LocationsAnswer { get; init; }

    /// <summary>Whether parameters have the names of the seed's prose where its samples say another. Assumed: those of the samples.</summary>
    public bool ProseNames { get; init; }

    /// <summary>Whether something unknown is answered with success and an empty object. Assumed: no, with a failure.</summary>
    public bool UnknownIsEmpty { get; init; }

    /// <summary>Whether code is the name that the seed prints. Assumed: no, a number as in its two literal samples.</summary>
    public bool CodeNames { get; init; }

    /// <summary>The values of !version that are taken. The seed has all three.</summary>
    public IReadOnlySet<string> Versions { get; init; } = new HashSet<string>(StringComparer.Ordinal) { "1", "2", "2.0" };

    /// <summary>How many users a batch has. The seed's sample has 200 in 2.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Whether a user may not hold two roles at once that open the same reader (vendors.md, role semantics). Assumed: so it is.</summary>
    public bool RefuseOverlappingRoles { get; init; } = true;
}
