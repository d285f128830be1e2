using Gatehouse.Model;
using Gatehouse.Vendors;

namespace Gatehouse.Visits;

/// <summary>What a connector made of one member of a group: a visit, or the vendor's refusal.</summary>
/// <param name="Visit">The visit; <see langword="null"/> when it was refused.</param>
/// <param name="Error">Why it was refused.</param>
public sealed record VisitGroupMember(Visit? Visit, VendorError? Error = null);
