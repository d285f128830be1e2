using Gatehouse.Api.Problems;
using Gatehouse.Grants;

namespace Gatehouse.Api.Grants;

/// <summary>What became of one grant of a batch.</summary>
/// <param name="Index">Its place in the batch, from 0.</param>
/// <param name="Created">Whether it was created now; <see langword="false"/> when it was there already or was refused.</param>
/// <param name="Id">Its id.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Operation">Where to ask until it is settled.</param>
/// <param name="Error">Why it was refused.</param>
internal sealed record GrantBatchItem(int Index, bool Created, string? Id, string? Key, GrantState? State, string? Operation, Problem? Error);
