using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Testing;

namespace Gatehouse.Api.Tests.PowerPlatform;

/// <summary>The example flows of the README name operations, parameters and members that the connector has.</summary>
public sealed partial class FlowTests
{
    // What other connectors and the designer itself have.
    private static readonly string[] Elsewhere =
    [
        "Condition", "Switch", "Select", "Apply to each", "Filter array", "Create HTML table", "Recurrence", "Delay until", "Convert time zone",
        "Settings → Pagination", "Get response details", "Office 365 Users",
        "Flow bot", "Chat with Flow bot", "Action Type", "added", "updated", "deleted", "Outcome", "Approve", "time",
    ];

    private static readonly string[] Connectors = ["Teams – ", "Outlook – ", "Microsoft Forms – ", "SharePoint – ", "Approvals – "];

    public static TheoryData<string> Flows { get; } =
        [.. Heading().Split(File.ReadAllText(Repository.PathOf("infra", "power-platform", "README.md"))).Skip(1).Select(flow => Spaces().Replace(flow, " "))];

    [Fact]
    public void There_are_ten() => Flows.Count.ShouldBe(10);

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_flow_uses_what_the_connector_has(string flow)
    {
        var definition = CommittedConnector.Definition;
        var operations = definition.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(member => member.Value.TryGetProperty("summary", out _)).Select(member => (Path: path.Value, Operation: member.Value)))
            .ToLookup(found => found.Operation.GetProperty("summary").GetString()!);
        var steps = Bold().Matches(flow).Select(match => match.Groups["name"].Value).Where(name => !IsElsewhere(name)).ToList();
        steps.ShouldNotBeEmpty();
        steps.ShouldAllBe(step => operations.Contains(step));

        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, operation) in steps.SelectMany(step => operations[step]))
        {
            AddNames(definition, operation, [], shown);
            if (path.TryGetProperty("x-ms-notification-content", out var content))
                AddNames(definition, content, [], shown);
        }

        Italic().Matches(Bold().Replace(flow, "")).Select(match => match.Groups["name"].Value)
            .Where(name => !IsElsewhere(name) && !shown.Contains(name)).ShouldBeEmpty();
    }

    private static bool IsElsewhere(string name) =>
        Elsewhere.Contains(name) || Array.Exists(Connectors, connector => name.StartsWith(connector, StringComparison.Ordinal));

    private static void AddNames(JsonElement definition, JsonElement element, IReadOnlyCollection<string> above, HashSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                AddNames(definition, item, above, names);
        }

        if (element.ValueKind != JsonValueKind.Object)
            return;
        if (element.TryGetProperty("$ref", out var reference) && reference.GetString() is { } schema && !above.Contains(schema))
            AddNames(definition, CommittedConnector.Resolve(definition, element), [.. above, schema], names);
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("x-ms-summary"))
                names.Add(member.Value.GetString()!);
            else
                AddNames(definition, member.Value, above, names);
        }
    }

    [GeneratedRegex(@"^### \d+\. ", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\*\*(?<name>.+?)\*\*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\*(?<name>[^*]+?)\*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Italic();
}
