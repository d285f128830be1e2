using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Model;

namespace Gatehouse.Connectors.Tests.VizPin;

/// <summary>Inputs for tests.</summary>
internal static class Drafts
{
    public static PersonDraft Person { get; } = new()
    {
        FirstName = "Zoë",
        LastName = "Müller & Söhne 🚪",
        Name = "Zoë Müller & Söhne 🚪",
        Phone = "+4670555+1",
        Email = "zoe+x@visitor.example",
        Fields = new Dictionary<string, JsonElement> { ["badge"] = JsonElement.Parse("\"7\""), ["prefs"] = JsonElement.Parse("""{"a":[1,true,null]}""") },
    };

    /// <summary>A visitor on whole days of New York, from the clock's tomorrow on.</summary>
    public static AccessSpec Visitor(IReadOnlyList<string> accessPoints, int fromDay = 16, int toDay = 17) => new()
    {
        Subject = new AccessSubject { FirstName = "Ada", LastName = "Byron", Mobile = "+15550001111", Email = "ada@visitor.example" },
        Window = Days(fromDay, toDay),
        AccessPoints = accessPoints,
    };

    /// <summary>From the beginning of a day of June in New York to the beginning of another.</summary>
    public static AccessWindow Days(int from, int to) => new(
        new DateTimeOffset(2026, 6, from, 0, 0, 0, TimeSpan.FromHours(-4)), new DateTimeOffset(2026, 6, to, 0, 0, 0, TimeSpan.FromHours(-4)));
}
