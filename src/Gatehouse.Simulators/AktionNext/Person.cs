namespace Gatehouse.Simulators.AktionNext;

/// <summary>A person: the members of PersonGetResp (vendors.md, Aktion NEXT).</summary>
/// <param name="PersonId">Chosen by whoever creates the person.</param>
/// <param name="Name">First name.</param>
/// <param name="Surname">Family name.</param>
public sealed record Person(string PersonId, string Name, string Surname)
{
    /// <summary>The path of the unit, as in <see cref="StructureUnit.Structure"/>.</summary>
    public string? OrganizationStructure { get; init; }

    /// <summary>In the cloud only.</summary>
    public string? Department { get; init; }

    /// <summary>Position.</summary>
    public string? EmployeePosition { get; init; }

    /// <summary>E-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Mobile telephone.</summary>
    public string? MobilPhoneNumber { get; init; }

    /// <summary>Telephone.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>Name to log in with, on premises only.</summary>
    public string? LoginName { get; init; }

    /// <summary>Six digits.</summary>
    public string? IdentifierEntryCode { get; init; }

    /// <summary>Hexadecimal.</summary>
    public string? IdentifierCard1 { get; init; }

    /// <summary>Hexadecimal.</summary>
    public string? IdentifierCard2 { get; init; }

    /// <summary>0 when an identifier opens, 1 when all are locked.</summary>
    public int Lock { get; init; }

    /// <summary>When the record last changed.</summary>
    public DateTimeOffset TimeLastChange { get; init; }
}
