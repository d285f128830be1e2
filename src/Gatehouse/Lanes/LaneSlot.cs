namespace Gatehouse.Lanes;

/// <summary>A slot that was taken.</summary>
/// <param name="Number">Its number.</param>
/// <param name="IsUrgent">Whether it is the one kept for urgent items.</param>
/// <param name="Until">When it is free again by itself, UTC.</param>
/// <param name="Version">Proves who has it.</param>
internal sealed record LaneSlot(int Number, bool IsUrgent, DateTimeOffset Until, string Version);
