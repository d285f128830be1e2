using System.Resources;

namespace Gatehouse.Api.Passes.Page;

/// <summary>The texts of the page of a pass. English; another language is another resource file beside <c>PassTexts.resx</c>.</summary>
internal static class PassTexts
{
    private static readonly ResourceManager Resources = new("Gatehouse.Api.Passes.Page.PassTexts", typeof(PassTexts).Assembly);

    /// <summary>The text with a name.</summary>
    public static string Of(string name) =>
        Resources.GetString(name, System.Globalization.CultureInfo.InvariantCulture)
        ?? throw new InvalidOperationException($"PassTexts.resx has no text '{name}'.");

    /// <summary>The text with a name, with something put in.</summary>
    public static string Of(string name, object value) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Of(name), value);
}
