namespace Gatehouse.Simulators.CavVisit;

/// <summary>A visit as the vendor's API says it: seed 000, "class Visit", with its members in that order, and version 1.1.</summary>
public sealed record Visit
{
    /// <summary>Made by the vendor on creation.</summary>
    public int Id { get; init; }

    /// <summary>Required.</summary>
    public string? VisitorName { get; init; }

    /// <summary>The visitor's company.</summary>
    public string? VisitorCompany { get; init; }

    /// <summary>The host's name and surname; made by the vendor.</summary>
    public string? HostName { get; init; }

    /// <summary>The visitor's telephone.</summary>
    public string? Telephone { get; init; }

    /// <summary>The visitor's mobile.</summary>
    public string? MobilePhone { get; init; }

    /// <summary>The visitor's e-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Free text.</summary>
    public string? Notes { get; init; }

    /// <summary>Free text.</summary>
    public string? Location { get; init; }

    /// <summary>The visitor's number plate.</summary>
    public string? CarPlate { get; init; }

    /// <summary>Read-only for callers.</summary>
    public string? CardNumber { get; init; }

    /// <summary>Made by the vendor on creation.</summary>
    public string? Pincode { get; init; }

    /// <summary>The group's name.</summary>
    public string? GroupName { get; init; }

    /// <summary>Free text.</summary>
    public string? Place { get; init; }

    /// <summary>Free text.</summary>
    public string? Subject { get; init; }

    /// <summary>Free text.</summary>
    public string? Organizer { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field1 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field2 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field3 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field4 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field5 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field6 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field7 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field8 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field9 { get; init; }

    /// <summary>Text of the facility's own choice.</summary>
    public string? Field10 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield1 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield2 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield3 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield4 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield5 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield6 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield7 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield8 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield9 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield10 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield11 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield12 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield13 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield14 { get; init; }

    /// <summary>Choice of the facility's own.</summary>
    public bool Cfield15 { get; init; }

    /// <summary>The host's <see cref="CavVisit.Host.Id"/>.</summary>
    public int Host { get; init; }

    /// <summary>When the visit begins. Local time of the facility, without zone; <c>0001-01-01T00:00:00</c> when unset.</summary>
    public DateTime DateVisit { get; init; }

    /// <summary>When the visit ends. Local time of the facility, without zone; <c>0001-01-01T00:00:00</c> when unset.</summary>
    public DateTime DateValidTo { get; init; }

    /// <summary>When the visitor came. Local time of the facility, without zone; <c>0001-01-01T00:00:00</c> when unset.</summary>
    public DateTime DateCheckedIn { get; init; }

    /// <summary>When the visitor left. Local time of the facility, without zone; <c>0001-01-01T00:00:00</c> when unset.</summary>
    public DateTime DateCheckedOut { get; init; }

    /// <summary>A number whose meaning is not documented; see <see cref="CavVisitAssumptions"/>.</summary>
    public int Status { get; init; }

    /// <summary>Read-only for callers.</summary>
    public int CampTracId { get; init; }

    /// <summary>Made by the vendor on creation.</summary>
    public string? QrCode { get; init; }

    /// <summary>Since version 1.1 (vendors.md, CavVisit).</summary>
    public string? Combined { get; init; }
}
