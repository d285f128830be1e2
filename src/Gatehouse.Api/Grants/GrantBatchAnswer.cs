namespace Gatehouse.Api.Grants;

/// <summary>What became of each grant of a batch, in its order.</summary>
/// <param name="Items">One for each.</param>
internal sealed record GrantBatchAnswer(IReadOnlyList<GrantBatchItem> Items);
