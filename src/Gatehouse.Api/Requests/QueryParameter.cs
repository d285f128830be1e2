namespace Gatehouse.Api.Requests;

/// <summary>A parameter in the query that an endpoint takes: what is read, checked and documented. All are optional.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Description">What it does, for the documentation.</param>
internal sealed record QueryParameter(string Name, QueryKind Kind, string Description)
{
    /// <summary>The words to choose from; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The least number.</summary>
    public int Least { get; init; } = int.MinValue;

    /// <summary>The greatest number.</summary>
    public int Greatest { get; init; } = int.MaxValue;

    /// <summary>The query's <c>include=raw</c>.</summary>
    public static QueryParameter Include { get; } =
        new("include", QueryKind.Text, "With raw: adds the vendor's own object to each object.") { Words = ["raw"] };

    public static QueryParameter Text(string name, string description) => new(name, QueryKind.Text, description);

    public static QueryParameter Choice(string name, string description, IReadOnlyList<string> words) =>
        new(name, QueryKind.Text, description) { Words = words };

    public static QueryParameter Time(string name, string description) => new(name, QueryKind.Time, description);

    public static QueryParameter Flag(string name, string description) => new(name, QueryKind.Flag, description);

    public static QueryParameter Number(string name, string description, int least, int greatest) =>
        new(name, QueryKind.Number, description) { Least = least, Greatest = greatest };
}
