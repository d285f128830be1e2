using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Model;

namespace Gatehouse.Grants;

/// <summary>What shall be at the vendor. References hold the vendor's ids.</summary>
public sealed record TargetWish
{
    /// <summary>Counts up with every change, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>Whether the subject shall get in.</summary>
    public required bool Present { get; init; }

    /// <summary>Why not; for people and for vendors that keep it.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it ended because its window is over.</summary>
    public bool Expired { get; init; }

    /// <summary>When.</summary>
    public required AccessWindow Window { get; init; }

    /// <summary>The access points.</summary>
    public IReadOnlyList<NamedReference> AccessPoints { get => field ?? []; init; }

    /// <summary>The site.</summary>
    public NamedReference? Site { get; init; }

    /// <summary>The roles.</summary>
    public IReadOnlyList<NamedReference> Roles { get => field ?? []; init; }

    /// <summary>The host.</summary>
    public HostReference? Host { get; init; }

    /// <summary>The organization.</summary>
    public NamedReference? Organization { get; init; }

    /// <summary>Whether the vendor's window may be wider.</summary>
    public bool AllowCoarse { get; init; }

    /// <summary>Further fields.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get => field ?? FieldSet.Empty; init; }

    /// <summary>As a connector takes it.</summary>
    public AccessSpec SpecFor(GrantSubject subject, string? purpose, string facility) => new()
    {
        Subject = new AccessSubject
        {
            FirstName = subject.FirstName,
            LastName = subject.LastName,
            Name = subject.Name,
            Company = subject.Company,
            Email = subject.Email,
            Phone = subject.Phone,
            Mobile = subject.Mobile,
            PersonId = subject.Ids.GetValueOrDefault(facility),
        },
        Window = Window,
        AccessPoints = [.. AccessPoints.Select(point => point.Id!)],
        Roles = [.. Roles.Select(role => role.Id!)],
        Site = Site?.Id,
        Host = Host?.Id,
        Organization = Organization?.Id,
        Purpose = purpose,
        AllowCoarse = AllowCoarse,
        Fields = Fields,
    };
}
