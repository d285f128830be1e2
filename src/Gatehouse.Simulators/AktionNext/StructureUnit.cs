namespace Gatehouse.Simulators.AktionNext;

/// <summary>A unit of the organization structure: the members of OrgStructureGetResp (vendors.md, Aktion NEXT).</summary>
/// <param name="Structure">The whole path: <c>Organization structure - Company ABC - Office 123</c>.</param>
/// <param name="Title">The unit's own name.</param>
/// <param name="ParentUnit">The path of the unit above.</param>
public sealed record StructureUnit(string Structure, string Title, string? ParentUnit = null)
{
    /// <summary>Description.</summary>
    public string? Desc { get; init; }

    /// <summary>Short name.</summary>
    public string? Shortcut { get; init; }
}
