using System.Globalization;
using System.Text;
using Gatehouse.Model;
using Gatehouse.State;

namespace Gatehouse.People;

/// <summary>The row keys by which people are found in the directory: <c>n:{folded name}:{id}</c>, <c>e:{e-mail}:{id}</c>, <c>t:{phone}:{id}</c>.</summary>
internal static class PersonKeys
{
    public const string Name = "n:";
    public const string Email = "e:";
    public const string Phone = "t:";
    private const int TextCharacters = 100;

    // All keys of a person change in one batch.
    private const int MostEmails = 20;

    /// <summary>All of a person's keys: both orders of the name, each address, each number.</summary>
    public static IReadOnlySet<string> Of(Person person)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in NamesOf(person))
            Add(Name, name);
        foreach (var email in person.OtherEmails.Take(MostEmails).Append(person.Email))
            Add(Email, Fold(email));
        foreach (var phone in new[] { person.Phone, person.Mobile })
            Add(Phone, Digits(phone));
        return keys;

        void Add(string kind, string text)
        {
            if (text.Length > 0 && KeyOf(kind, text, person.Id) is { } key)
                keys.Add(key);
        }
    }

    /// <summary>The id at the end of a key.</summary>
    public static string IdOf(string row) => row[(row.IndexOf(':', 2) + 1)..];

    /// <summary>A text as it is compared: without case, accents, and blanks at its ends.</summary>
    public static string Fold(string? text)
    {
        var folded = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Control)
                continue;
            var lower = char.ToLowerInvariant(c);
            var blank = lower == ':' || char.IsWhiteSpace(lower);
            if (!blank)
                folded.Append(Letters.Of(lower));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return Shorten(folded.ToString().TrimEnd());
    }

    /// <summary>A telephone number as it is compared: digits, with a leading plus.</summary>
    public static string Digits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return Shorten(digits.Length > 0 && phone!.TrimStart().StartsWith('+') ? "+" + digits : digits);
    }

    private static IEnumerable<string> NamesOf(Person person)
    {
        var whole = Fold(person.Name ?? $"{person.FirstName} {person.LastName}");
        yield return whole;
        yield return person.LastName is { Length: > 0 } last ? Fold($"{last} {person.FirstName}") : whole;
    }

    // An id that leaves no room for the text makes a person that is found by id alone.
    private static string? KeyOf(string kind, string text, string id)
    {
        while (text.Length > 0 && StateKeyEncoding.EncodedLength($"{kind}{text}:{id}") > StateLimits.KeyCharacters)
            text = Shorten(text, text.Length / 2);
        return text.Length > 0 ? $"{kind}{text}:{id}" : null;
    }

    private static string Shorten(string text, int most = TextCharacters)
    {
        if (text.Length <= most)
            return text;
        return text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}
