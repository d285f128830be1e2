using Gatehouse.Api.Problems;
using Gatehouse.Model;

namespace Gatehouse.Api.Visits;

/// <summary>What became of one member of a group.</summary>
/// <param name="Index">The member's place in the request, from 0.</param>
/// <param name="Created">Whether the visit exists.</param>
/// <param name="Visit">The visit.</param>
/// <param name="Problem">Why there is none.</param>
public sealed record VisitGroupItem(int Index, bool Created, Visit? Visit, Problem? Problem);
