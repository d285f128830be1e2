using System.Globalization;
using Gatehouse.Time;
using Gatehouse.Validation;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Requests;

/// <summary>
/// Reads a request's query by what its endpoint declares, and collects everything that is wrong: unknown and repeated parameters,
/// empty and wrong values.
/// </summary>
internal sealed class QueryReader
{
    private const int TextCharacters = 1000;
    private readonly IQueryCollection? _query;
    private readonly List<FieldError> _errors = [];
    private readonly IReadOnlyList<QueryParameter> _parameters;

    public QueryReader(HttpContext context)
    {
        _parameters = context.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.All ?? [];
        if (!context.Request.QueryString.HasValue)
            return;

        _query = context.Request.Query;
        foreach (var (name, values) in _query)
        {
            if (Find(name) is null)
                _errors.Add(new FieldError(name, Unknown()));
            else if (values.Count > 1)
                _errors.Add(new FieldError(name, "Stands in the query more than once."));
            else if (string.IsNullOrEmpty(values[0]))
                _errors.Add(new FieldError(name, "Has no value."));
        }
    }

    /// <summary>Checks that the query has nothing that an endpoint without parameters does not take.</summary>
    public static void CheckNone(HttpContext context)
    {
        if (context.Request.QueryString.HasValue)
            new QueryReader(context).ThrowIfWrong();
    }

    /// <summary>A text; <see langword="null"/> when absent or wrong.</summary>
    public string? Text(string name)
    {
        var (parameter, text) = Value(name);
        if (text is null)
            return null;
        if (text.Length > TextCharacters)
            return Wrong(name, FormattableString.Invariant($"Has more than {TextCharacters} characters."));
        return parameter.Words.Count == 0 || parameter.Words.Contains(text)
            ? text
            : Wrong(name, $"Must be one of: {string.Join(", ", parameter.Words)}.");
    }

    /// <summary>A whole number; <see langword="null"/> when absent or wrong.</summary>
    public int? Number(string name)
    {
        var (parameter, text) = Value(name);
        if (text is null)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= parameter.Least && number <= parameter.Greatest)
            return number;

        Wrong(name, FormattableString.Invariant($"Must be a whole number from {parameter.Least} to {parameter.Greatest}."));
        return null;
    }

    /// <summary>True or false; <see langword="null"/> when absent or wrong.</summary>
    public bool? Flag(string name)
    {
        var (_, text) = Value(name);
        if (text is null or "true" or "false")
            return text is null ? null : text is "true";

        Wrong(name, "Must be true or false.");
        return null;
    }

    /// <summary>A time with its offset; <see langword="null"/> when absent or wrong.</summary>
    public DateTimeOffset? Time(string name)
    {
        var (_, text) = Value(name);
        if (text is null)
            return null;

        // A plus sign that a caller did not escape is a space here.
        if (text.Length > 6 && text[^6] == ' ')
            text = string.Concat(text.AsSpan(0, text.Length - 6), "+", text.AsSpan(text.Length - 5));
        var problem = StrictJson.TryReadTime(text, out var time)
            ? CalendarYears.Problem(time)
            : "Must be a date and time with an offset, such as 2026-03-20T05:15:00+01:00 or 2026-03-20T04:15:00Z.";
        if (problem is null)
            return time;

        Wrong(name, problem);
        return null;
    }

    /// <summary>Whether <c>include=raw</c> was said.</summary>
    public bool IncludesRaw() => Text("include") is not null;

    /// <summary>Adds something that is wrong.</summary>
    public void Add(string name, string detail) => _errors.Add(new FieldError(name, detail));

    /// <summary>Throws when anything was wrong.</summary>
    /// <exception cref="InvalidInputException">Names all of it.</exception>
    public void ThrowIfWrong() => InvalidInputException.ThrowIfAny(_errors);

    private string Unknown() => _parameters.Count == 0
        ? "This address takes no parameters."
        : $"Is unknown here. Known are: {string.Join(", ", _parameters.Select(parameter => parameter.Name))}.";

    private (QueryParameter Parameter, string? Text) Value(string name)
    {
        var parameter = Find(name) ?? throw new InvalidOperationException($"The endpoint does not declare the parameter '{name}'.");
        return _query is not null && _query.TryGetValue(name, out var values) && values.Count == 1 && !string.IsNullOrEmpty(values[0])
            ? (parameter, values[0])
            : (parameter, null);
    }

    private QueryParameter? Find(string name)
    {
        for (var i = 0; i < _parameters.Count; i++)
        {
            if (_parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return _parameters[i];
        }

        return null;
    }

    private string? Wrong(string name, string detail)
    {
        _errors.Add(new FieldError(name, detail));
        return null;
    }
}
