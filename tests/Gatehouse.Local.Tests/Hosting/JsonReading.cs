using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Local.Tests.Hosting;

/// <summary>Short ways to read answers.</summary>
internal static class JsonReading
{
    /// <summary>The text, number or flag at a path such as <c>visitor/name</c>; null when there is none.</summary>
    public static string? Text(this JsonElement json, string path)
    {
        foreach (var name in path.Split('/'))
        {
            if (json.ValueKind == JsonValueKind.Array)
                json = json[int.Parse(name, CultureInfo.InvariantCulture)];
            else if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        }

        return json.ValueKind == JsonValueKind.Null ? null : json.ToString();
    }

    public static DateTimeOffset Time(this JsonElement json, string path) =>
        DateTimeOffset.Parse(json.Text(path)!, CultureInfo.InvariantCulture);

    public static string Id(this JsonElement json) => json.Text("id")!;

    public static int Number(this JsonElement json) => int.Parse(json.Id(), CultureInfo.InvariantCulture);

    /// <summary>The items of a list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement list) => [.. list.GetProperty("value").EnumerateArray()];

    public static IReadOnlyList<string> Pointers(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("pointer")!)];
}
