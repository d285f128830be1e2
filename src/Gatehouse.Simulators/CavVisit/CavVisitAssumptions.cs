namespace Gatehouse.Simulators.CavVisit;

/// <summary>
/// Everything that the simulator does and the vendor does not document: all of it is assumed. What may matter to a
/// client is an option here.
/// </summary>
/// <remarks>
/// Assumed without an option:
/// <list type="bullet">
/// <item>Errors are <c>{"Message": "…"}</c>, as ASP.NET Web API writes them. Bad values and bad JSON are 400, an
/// unknown path 404, another method 405, a body of another media type 415.</item>
/// <item>A get of something unknown answers an empty list. An update, delete or (de)activation of it is 404.</item>
/// <item>Parameter and member names are exact; unknown members are ignored. Where the seed spells a parameter in two ways
/// (Id and id, hostId and Id), both do.</item>
/// <item>Values may be JSON strings or typed. <c>null</c> is the member's default, an empty string only for texts.</item>
/// <item>A visit needs VisitorName, and a host that it names must exist; a company needs Description, a host Name and a known CompanyId.</item>
/// <item>A date with a zone is converted to the facility's local time. A window may end before it starts.</item>
/// <item>GetVisitsByDate gives the visits whose [DateVisit, DateValidTo] touches the window, an unset end being the start.</item>
/// <item>HostName, CardNumber, Pincode, Status, CampTracId, QrCode, RegistrationDate and EmployeeGuid are the vendor's
/// alone: what a caller writes there is ignored. Combined is answered like any other text.</item>
/// <item>WebPassword is answered as null; an update without one keeps the old.</item>
/// <item>Ids rise over all facilities; an id of another facility is unknown. Deleting a host or a company leaves its
/// visits and hosts as they are.</item>
/// <item>A group visit is created whole or not at all.</item>
/// </list>
/// </remarks>
public sealed record CavVisitAssumptions
{
    /// <summary>The status for a wrong pair of customerId and customerKey. Assumed: 401.</summary>
    public int RefusedStatus { get; init; } = 401;

    /// <summary>Where writes may carry their values. jQuery's rules give a form; assumed: all are accepted.</summary>
    public WriteEncodings WriteEncodings { get; init; } = WriteEncodings.All;

    /// <summary>How answers write dates. Assumed: ISO 8601 without zone.</summary>
    public DateAnswer DateAnswer { get; init; } = DateAnswer.Iso;

    /// <summary>Whether an update clears what it omits. Assumed: yes, so that a client that does not merge loses data.</summary>
    public UpdateMode UpdateMode { get; init; } = UpdateMode.Replace;

    /// <summary>What deleting answers. Assumed: <c>true</c>.</summary>
    public AssumedAnswer DeleteAnswer { get; init; } = AssumedAnswer.True;

    /// <summary>What activating and deactivating a host answers. Assumed: <c>true</c>.</summary>
    public AssumedAnswer ActivationAnswer { get; init; } = AssumedAnswer.True;

    /// <summary>What CreateGroupVisit answers. Assumed: the visits, one for each visitor.</summary>
    public AssumedAnswer GroupVisitAnswer { get; init; } = AssumedAnswer.List;

    /// <summary>Whether UpdateVisit may set DateCheckedIn and DateCheckedOut. Assumed: no, what it says there is ignored.</summary>
    public bool CheckTimesWritable { get; init; }

    /// <summary>The Status of a visit before check-in. Assumed: 0.</summary>
    public int StatusExpected { get; init; }

    /// <summary>The Status of a visit after check-in. Assumed: 1.</summary>
    public int StatusCheckedIn { get; init; } = 1;

    /// <summary>The Status of a visit after check-out. Assumed: 2.</summary>
    public int StatusCheckedOut { get; init; } = 2;
}
