using System.Text.Json.Serialization;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>A host as the vendor's API says it: seed 000, "class Host", with its members in that order.</summary>
public sealed record Host
{
    /// <summary>Made by the vendor on creation.</summary>
    public int Id { get; init; }

    /// <summary>Whether the host can receive visits.</summary>
    public bool Active { get; init; }

    /// <summary>First name; required.</summary>
    public string? Name { get; init; }

    /// <summary>Last name.</summary>
    public string? Surname { get; init; }

    /// <summary>National number.</summary>
    public string? Personnumber { get; init; }

    /// <summary>Street.</summary>
    public string? Address { get; init; }

    /// <summary>Post code.</summary>
    public string? PostCode { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Two letters.</summary>
    public string? Country { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile.</summary>
    public string? Mobile { get; init; }

    /// <summary>E-mail.</summary>
    public string? Email { get; init; }

    /// <summary>Further addresses, separated by commas.</summary>
    [JsonPropertyName("Additional_Emails")]
    public string? AdditionalEmails { get; init; }

    /// <summary>Department.</summary>
    public string? Department { get; init; }

    /// <summary>Access card.</summary>
    public string? CardNumber { get; init; }

    /// <summary>Whether the host may sign in.</summary>
    public bool WebEnabled { get; init; }

    /// <summary>Name to sign in with.</summary>
    public string? WebUsername { get; init; }

    /// <summary>Kept as written, for tests to see; answers always say null.</summary>
    [JsonConverter(typeof(WriteOnlyTextConverter))]
    public string? WebPassword { get; init; }

    /// <summary>Account in CampTrac.</summary>
    public int CampTracAccount { get; init; }

    /// <summary>The company's <see cref="Company.Id"/>.</summary>
    public int CompanyId { get; init; }

    /// <summary>Employee number.</summary>
    public string? EmployeeNo { get; init; }

    /// <summary>Made by the vendor on creation.</summary>
    public string? EmployeeGuid { get; init; }
}
