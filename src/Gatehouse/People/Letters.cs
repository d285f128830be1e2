using System.Collections.Frozen;

namespace Gatehouse.People;

/// <summary>
/// The plain letters of accented Latin ones. The runtime's own decomposition needs ICU, which deployments leave out.
/// </summary>
internal static class Letters
{
    private static readonly FrozenDictionary<char, string> Plain = Table().ToFrozenDictionary();

    /// <summary>A lower-case letter as it is searched.</summary>
    public static string Of(char letter) => letter < '\u00c0' ? letter.ToString() : Plain.GetValueOrDefault(letter) ?? letter.ToString();

    private static Dictionary<char, string> Table()
    {
        var table = new Dictionary<char, string> { ['æ'] = "ae", ['œ'] = "oe", ['ß'] = "ss", ['þ'] = "th", ['ĳ'] = "ij" };
        foreach (var (plain, accented) in new[]
        {
            ("a", "àáâãäåāăąǎ"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"),
            ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŋ"), ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"),
            ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        })
        {
            foreach (var letter in accented)
                table[letter] = plain;
        }

        return table;
    }
}
