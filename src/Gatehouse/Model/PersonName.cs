namespace Gatehouse.Model;

/// <summary>Fills in the parts of a name from each other.</summary>
public static class PersonName
{
    /// <summary>
    /// Completes a name. A full name alone is split: the last word is the last name. Without a full name it is first and last name.
    /// Blank parts count as not given; parts that are given are kept.
    /// </summary>
    public static (string? First, string? Last, string? Full) Complete(string? first, string? last, string? full)
    {
        first = Trimmed(first);
        last = Trimmed(last);
        full = Trimmed(full);
        if (full is null)
            return (first, last, Trimmed($"{first} {last}"));
        if (first is not null || last is not null)
            return (first, last, full);

        var space = full.LastIndexOf(' ');
        return space < 0 ? (null, full, full) : (full[..space].TrimEnd(), full[(space + 1)..], full);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
