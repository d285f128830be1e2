using System.Globalization;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.VizPin;

/// <summary>A position in the list of users: <c>3:17:250:a0M…</c>, the batch, how many of it were taken, how many users there were, and the account or location.</summary>
/// <param name="Parent">The account, or the location.</param>
/// <param name="Batch">The batch to read next, from 1.</param>
/// <param name="Taken">How many of its users were taken already.</param>
/// <param name="Total">How many users it had.</param>
internal sealed record VizPinUserPosition(string Parent, int Batch, int Taken, int Total)
{
    public static VizPinUserPosition? Parse(string? text)
    {
        if (text is null)
            return null;
        return text.Split(':', 4) is [var batch, var taken, var total, { Length: > 0 } parent]
            && Number(batch) is { } number and > 0 && Number(taken) is { } some && Number(total) is { } all
            ? new VizPinUserPosition(parent, number, some, all)
            : throw new InvalidInputException("cursor", "Is not a position in this list.");
    }

    /// <summary>
    /// The same position now. When users were removed meanwhile, those behind moved forward, perhaps into a batch that was read:
    /// that batch is read again, so that nobody is missed.
    /// </summary>
    public VizPinUserPosition In(int total) => total >= Total ? this with { Total = total } : new(Parent, Math.Max(1, Batch - 1), 0, total);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Batch}:{Taken}:{Total}:{Parent}");

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
