namespace Gatehouse.Filtering;

/// <summary>Compares texts as the queries of the hub mean it.</summary>
public static class TextMatch
{
    /// <summary>Whether one of the texts contains what is looked for; case does not matter.</summary>
    public static bool Contains(string wanted, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }

    /// <summary>Whether two texts are the same but for case and blanks around them.</summary>
    public static bool Same(string? one, string? other) =>
        string.Equals((one ?? "").Trim(), (other ?? "").Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two telephone numbers are the same; only digits and a leading plus count.</summary>
    public static bool SamePhone(string wanted, string? other) => other is not null && Digits(wanted) == Digits(other);

    private static string Digits(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        return phone.TrimStart().StartsWith('+') ? "+" + digits : digits;
    }
}
