using Gatehouse.Model;
using Gatehouse.Vendors;

namespace Gatehouse.Visits;

/// <summary>What became of one member of a group.</summary>
/// <param name="Index">The member's place in the request, from 0.</param>
/// <param name="Created">Whether the visit exists.</param>
/// <param name="Visit">The visit.</param>
/// <param name="Error">Why there is none.</param>
public sealed record VisitGroupOutcome(int Index, bool Created, Visit? Visit, VendorError? Error);
