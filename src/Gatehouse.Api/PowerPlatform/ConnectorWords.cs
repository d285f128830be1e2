using System.Text;

namespace Gatehouse.Api.PowerPlatform;

/// <summary>How members and parameters are called in forms.</summary>
internal static class ConnectorWords
{
    /// <summary>What a key is that goes into the header Idempotency-Key.</summary>
    public const string KeyOfDay =
        "Your own key, at most 200 characters: for 24 hours the same key never makes a second one, so a flow can safely run again. The ID of the flow's item is a good one.";

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["id"] = "ID",
        ["q"] = "Search Text",
        ["url"] = "URL",
        ["passUrl"] = "Pass Link",
        ["email"] = "E-mail",
        ["otherEmails"] = "Other E-mails",
        ["phone"] = "Telephone",
        ["mobile"] = "Mobile Number",
        ["employeeNo"] = "Employee Number",
        ["vatNumber"] = "VAT Number",
        ["autoCheckOutMinutes"] = "Automatic Check-out Minutes",
        ["limit"] = "Most Items",
        ["t"] = "Token",
        ["online"] = "Is Online",
        ["active"] = "Is Active",
        ["arrived"] = "Has Arrived",
        ["granted"] = "Was Granted",
        ["value"] = "Items",
        ["accessPoints"] = "Doors",
        ["accessPoint"] = "Door",
        ["contentBytes"] = "Content Bytes",
        ["live"] = "Ask the Vendor",
    };

    // The window's ends are what makers look for; "Window From" would be read twice.
    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["window/from"] = "Start Time",
        ["window/to"] = "End Time",
        ["effectiveWindow/from"] = "Effective Start Time",
        ["effectiveWindow/to"] = "Effective End Time",
    };

    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["facility"] = "The facility.",
        ["system"] = "The vendor's system.",
        ["id"] = "The ID, or your own key written as key:KEY.",
        ["number"] = "The number of the grant's facility, from 1, as the grant shows it.",
        ["key"] = "Your own key: the same key never makes a second one, so a flow can safely run again. The ID of the flow's item is a good one.",
        ["operation"] = "The operation whose input the form is for.",
        ["body"] = "What to write.",
        ["nextLink"] = "Where the next page is; empty on the last one.",
        ["value"] = "The items of this page.",
    };

    /// <summary>The title of a member: <c>visitor/firstName</c> is Visitor First Name.</summary>
    public static string Title(string path)
    {
        foreach (var (end, whole) in Whole)
        {
            if (path == end || path.EndsWith("/" + end, StringComparison.Ordinal))
                return whole;
        }

        return string.Join(' ', path.Split('/').Where(part => part.Length > 0).Select(Word));
    }

    /// <summary>What a member or parameter is, as a sentence.</summary>
    public static string Description(string path, string? described)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return path is "key" or "facility" or "nextLink" or "value" ? Descriptions[path] : Sentence(described) ?? Descriptions.GetValueOrDefault(name) ?? $"The {Title(path).ToLowerInvariant()}.";
    }

    /// <summary>The words of an enumeration, for people.</summary>
    public static string Friendly(string word) => Split(word, capitalAll: false);

    /// <summary>A text as plain sentences: no code marks, a capital letter, a full stop.</summary>
    public static string? Sentence(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var plain = text.Replace("`", "", StringComparison.Ordinal).Replace("key:{key}", "key:KEY", StringComparison.Ordinal)
            .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Trim();
        plain = char.ToUpperInvariant(plain[0]) + plain[1..];
        return plain[^1] is '.' or '!' or '?' ? plain : plain.TrimEnd(',', ';', ':', '…', ' ') + ".";
    }

    private static string Word(string name) => Titles.TryGetValue(name, out var title) ? title : Split(name, capitalAll: true);

    private static string Split(string name, bool capitalAll)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (letter is '.' or '-' or '_')
                text.Append(' ');
            else if (char.IsUpper(letter) && text.Length > 0 && text[^1] != ' ')
                text.Append(' ').Append(capitalAll ? letter : char.ToLowerInvariant(letter));
            else if (text.Length == 0 || (capitalAll && text[^1] == ' '))
                text.Append(char.ToUpperInvariant(letter));
            else
                text.Append(letter);
        }

        return text.ToString();
    }
}
