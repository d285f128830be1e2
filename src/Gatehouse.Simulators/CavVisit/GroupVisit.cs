namespace Gatehouse.Simulators.CavVisit;

/// <summary>The object of CreateGroupVisit (version 1.2; vendors.md, CavVisit).</summary>
internal sealed record GroupVisit
{
    public int Host { get; init; }

    public string? Notes { get; init; }

    public string? Location { get; init; }

    public string? GroupName { get; init; }

    public string? Place { get; init; }

    public string? Subject { get; init; }

    public string? Organizer { get; init; }

    public DateTime DateVisit { get; init; }

    public DateTime DateValidTo { get; init; }

    public IReadOnlyList<GroupVisitor>? Visitors { get; init; }

    public Visit VisitOf(GroupVisitor visitor) => new()
    {
        VisitorName = visitor.VisitorName,
        VisitorCompany = visitor.VisitorCompany,
        MobilePhone = visitor.MobilePhone,
        Email = visitor.Email,
        Field1 = visitor.Field1,
        Field2 = visitor.Field2,
        Host = Host,
        Notes = Notes,
        Location = Location,
        GroupName = GroupName,
        Place = Place,
        Subject = Subject,
        Organizer = Organizer,
        DateVisit = DateVisit,
        DateValidTo = DateValidTo,
    };
}
