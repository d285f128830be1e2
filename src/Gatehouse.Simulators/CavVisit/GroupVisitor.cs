namespace Gatehouse.Simulators.CavVisit;

/// <summary>One visitor of a <see cref="GroupVisit"/>.</summary>
internal sealed record GroupVisitor
{
    public string? VisitorName { get; init; }

    public string? VisitorCompany { get; init; }

    public string? MobilePhone { get; init; }

    public string? Email { get; init; }

    public string? Field1 { get; init; }

    public string? Field2 { get; init; }
}
