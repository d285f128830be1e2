using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>A call whose media type and token were right.</summary>
internal sealed partial class AktionCall(SimulatedRequest request, JsonObject body, AktionAnswers answers, AktionDates dates, AktionNextAssumptions assumptions)
{
    public SimulatorResponse Answer(JsonObject answer) => AktionAnswers.Write(request, 200, answer);

    public RefusedException Refuse(int code, string? subject = null) => answers.Refuse(request, code, subject);

    /// <summary>Refuses a parameter (1002).</summary>
    public RefusedException Invalid(string problem) => answers.Refuse(request, 1002, null, problem);

    /// <summary>A parameter of the query string, or null.</summary>
    public string? Find(string name) => request.Query.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;

    /// <summary>A parameter of the query string.</summary>
    public string Text(string name, int longest = 1000) => Find(name) switch
    {
        null => throw Invalid($"The {name} field is required."),
        { } text when text.Length > longest => throw Invalid($"The field {name} is too long."),
        { } text => text,
    };

    public int? FindNumber(string name) => Find(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Invalid($"The field {name} must match the regular expression '([0-9]+)'.");

    public Guid Id(string name) => ParseId(name, Text(name));

    public DateTimeOffset Date(string name) => FindDate(name) ?? throw Invalid($"The {name} field is required.");

    public DateTimeOffset? FindDate(string name) => Find(name) is not { } text ? null
        : dates.TryRead(text, out var date) ? date
        : throw Invalid($"The value '{text}' is not valid for {name}.");

    /// <summary>A text of the body; empty when it is.</summary>
    public string BodyText(string name, int longest) => FindBodyText(name, longest) ?? throw Invalid($"The {name} field is required.");

    public string? FindBodyText(string name, int longest)
    {
        var text = Scalar(name);
        return text?.Length > longest ? throw Invalid($"The field {name} must be a string with a maximum length of {longest}.") : text;
    }

    public Guid BodyId(string name) => ParseId(name, BodyText(name, 38));

    public DateTimeOffset BodyDate(string name) => dates.TryRead(BodyText(name, 100), out var date)
        ? date
        : throw Invalid($"The {name} field is required.");

    /// <summary>An object of the body as it was sent.</summary>
    public JsonElement BodyObject(string name) => FindBodyObject(name) ?? throw Invalid($"The {name} field is required.");

    public JsonElement? FindBodyObject(string name) => body[name] switch
    {
        null => null,
        JsonObject value => JsonElement.Parse(value.ToJsonString()),
        _ => throw Invalid($"The field {name} is no object."),
    };

    /// <summary>A page of a list, or without PageNumber all of it.</summary>
    public SimulatorResponse AnswerList(string name, IReadOnlyList<JsonObject> rows)
    {
        var answer = new JsonObject();
        if (FindNumber("PageNumber") is not { } page || assumptions.IgnoresPaging)
        {
            answer[name] = new JsonArray([.. rows]);
            return Answer(answer);
        }

        var size = Math.Clamp(FindNumber("PageSize") ?? 100, 1, assumptions.LargestPage);
        answer[name] = new JsonArray([.. rows.Skip(Math.Max(0, page - 1) * size).Take(size)]);
        answer["Paging"] = new JsonObject
        {
            ["PageNumber"] = page,
            ["PageSize"] = size,
            ["RecordCount"] = rows.Count,
            ["PageCount"] = (rows.Count + size - 1) / size,
        };
        return Answer(answer);
    }

    private string? Scalar(string name) => body[name] switch
    {
        null => null,
        JsonValue value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
        _ => throw Invalid($"The field {name} is no text."),
    };

    private Guid ParseId(string name, string text) => VisitIdPattern().IsMatch(text)
        ? Guid.Parse(text.Trim('{', '}'))
        : throw Invalid($"The field {name} must match the regular expression '{VisitIdPattern()}'.");

    [GeneratedRegex("^({){0,1}[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(}){0,1}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VisitIdPattern();
}
