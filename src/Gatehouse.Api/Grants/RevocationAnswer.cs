using Gatehouse.Grants;

namespace Gatehouse.Api.Grants;

/// <summary>A revocation of many grants.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DryRun">Whether nothing is revoked.</param>
/// <param name="Done">Whether all grants were gone through. Their targets show when the vendors have confirmed.</param>
/// <param name="Grants">How many grants fit.</param>
/// <param name="Targets">How many of their targets.</param>
/// <param name="Ids">The ids of the first thousand.</param>
/// <param name="Unclear">The facilities whose vendor could not be asked yet which organization is meant; it is asked again.</param>
internal sealed record RevocationAnswer(
    string Id, bool DryRun, bool Done, int Grants, int Targets, IReadOnlyList<string> Ids, IReadOnlyList<string> Unclear)
{
    public static RevocationAnswer Of(Revocation revocation) => new(
        revocation.Id, revocation.Filter.DryRun == true, revocation.Done, revocation.Grants, revocation.Targets, revocation.Ids, revocation.Unclear);
}
