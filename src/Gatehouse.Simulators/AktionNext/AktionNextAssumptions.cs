namespace Gatehouse.Simulators.AktionNext;

/// <summary>
/// Everything that the simulator does and the vendor does not document, or documents in two ways: all of it is assumed.
/// What may matter to a client is an option here.
/// </summary>
/// <remarks>
/// Assumed without an option:
/// <list type="bullet">
/// <item>The field lists of Visitor, VisitorVehicle, VisitType, SimplePerson, OrgStructure and VisitorIdentifier: any object is
/// taken and answered as it was sent. VisitedPerson and EscortedByPerson are known by PersonId, VisitedOrgStructure by Structure.</item>
/// <item>Lists stand in the members Persons (documented), Structures, Visits, Firms, Passes (seen) and Descriptions; with PageNumber
/// a Paging with PageNumber, PageSize, RecordCount and PageCount follows. The first page is 1, a page without PageSize has 100 records.</item>
/// <item>A call is checked in this order: media type (415), token, refusals of the control routes, parameters, state.</item>
/// <item>XML: requests are read as the help shows them (<c>&lt;Request&gt;</c>). Whoever accepts application/xml and not JSON gets
/// <c>&lt;Response&gt;</c> with an element a member and <c>&lt;Item&gt;</c> for each member of a list.</item>
/// <item>visit/create makes a visit of state 0 with an entry code of six digits; visit/schedule one of state 1, whose code exists at once.</item>
/// <item>visit/end takes every visit that has not left (7) and is not rejected (8): those answer 1545. A visit that was never there
/// answers 1517, one that was removed 1540. The reason of the end replaces the visit's own: the answer has one member for both.</item>
/// <item>A VisitId or PersonId that exists already is refused with 1002.</item>
/// <item>Dates in parameters without a zone are local. visit/getAll takes TimeFrom and TimeTo, both optional, and pages.</item>
/// <item>A visitor's passage names the visitor's id as PersonId.</item>
/// <item>login/advAuth is not there: its handshake is not documented.</item>
/// </list>
/// </remarks>
public sealed record AktionNextAssumptions
{
    /// <summary>The ExpireInSec of a token. The vendor says 20.</summary>
    public int TokenSeconds { get; init; } = 20;

    /// <summary>How errors are written. Assumed: flat.</summary>
    public ErrorForm ErrorForm { get; init; } = ErrorForm.Flat;

    /// <summary>How dates are written. Aktion NEXT shows milliseconds.</summary>
    public DateForm DateForm { get; init; } = DateForm.Milliseconds;

    /// <summary>What visit/create and visit/schedule answer. Assumed: the base response.</summary>
    public CreateAnswer CreateAnswer { get; init; } = CreateAnswer.Base;

    /// <summary>Whether visit/schedule, visit/getAll and visit/get are there: the vendor shows their models, not their paths. Assumed: yes.</summary>
    public bool HasUnlistedVisitCalls { get; init; } = true;

    /// <summary>The most records that a page has, however many are asked for. Assumed: as many as are asked for.</summary>
    public int LargestPage { get; init; } = int.MaxValue;

    /// <summary>Whether each page of a list is the whole list. Assumed: no.</summary>
    public bool IgnoresPaging { get; init; }

    /// <summary>Whether the cloud edition is imitated, which takes no OrganizationStructure of a new person. Assumed: no.</summary>
    public bool IsCloud { get; init; }
}
