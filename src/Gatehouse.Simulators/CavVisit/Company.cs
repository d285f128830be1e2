namespace Gatehouse.Simulators.CavVisit;

/// <summary>A company as the vendor's API says it: seed 000, "class Company", with its members in that order.</summary>
public sealed record Company
{
    /// <summary>Made by the vendor on creation.</summary>
    public int Id { get; init; }

    /// <summary>The company's name; required.</summary>
    public string? Description { get; init; }

    /// <summary>The VAT number.</summary>
    public string? VatNumber { get; init; }

    /// <summary>Made by the vendor on creation. Local time of the facility, without zone; <c>0001-01-01T00:00:00</c> when unset.</summary>
    public DateTime RegistrationDate { get; init; }

    /// <summary>Street.</summary>
    public string? Address { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Post code.</summary>
    public string? PostCode { get; init; }

    /// <summary>Two letters.</summary>
    public string? Country { get; init; }

    /// <summary>Telephone.</summary>
    public string? Telephone { get; init; }

    /// <summary>Mobile.</summary>
    public string? MobilePhone { get; init; }

    /// <summary>E-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Free text.</summary>
    public string? Notes { get; init; }

    /// <summary>Access group in RCO.</summary>
    public string? RcoAccessGroup { get; init; }

    /// <summary>After how many minutes visits are checked out.</summary>
    public int DefaultCheckOutMinutes { get; init; }
}
