using System.Globalization;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Filtering;

/// <summary>A position in a list that is read parent by parent: <c>220:1501</c>, or <c>220</c> after the whole of a parent.</summary>
/// <param name="Parent">The parent.</param>
/// <param name="Child">The last child seen; <see langword="null"/> when all were.</param>
internal sealed record WalkPosition(long Parent, long? Child)
{
    public static WalkPosition? Parse(string? text)
    {
        if (text is null)
            return null;

        var parts = text.Split(':');
        var parent = Number(parts[0]);
        var child = parts.Length > 1 ? Number(parts[1]) : null;
        if (parts.Length > 2 || parent is null || (parts.Length == 2 && child is null))
            throw new InvalidInputException("cursor", "Is not a position in this list.");
        return new WalkPosition(parent.Value, child);
    }

    /// <summary>Whether a parent has anything after this position.</summary>
    public bool Reaches(long parent) => Child is null ? parent > Parent : parent >= Parent;

    /// <summary>Whether a child comes after this position.</summary>
    public bool Reaches(long parent, long child) => parent > Parent || (parent == Parent && child > Child);

    public override string ToString() =>
        Child is { } child ? string.Create(CultureInfo.InvariantCulture, $"{Parent}:{child}") : Parent.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
