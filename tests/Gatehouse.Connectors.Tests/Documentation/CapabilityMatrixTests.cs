using System.Text;
using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Testing;
using Gatehouse.Time;

namespace Gatehouse.Connectors.Tests.Documentation;

/// <summary>Keeps the README's matrix what the catalogue and the connectors say. <c>GATEHOUSE_UPDATE_DOCS=1</c> renews it.</summary>
public sealed class CapabilityMatrixTests
{
    private const string Begin = "<!-- capabilities: generated -->";
    private const string End = "<!-- end of capabilities -->";

    [Fact]
    public async Task The_README_s_matrix_is_current()
    {
        var path = Repository.PathOf("README.md");
        var readme = await File.ReadAllTextAsync(path);
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(begin);
        var current = $"{readme[..begin]}\n{Matrix()}{readme[end..]}";
        if (Environment.GetEnvironmentVariable("GATEHOUSE_UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(path, current);

        (await File.ReadAllTextAsync(path)).ShouldBe(current, "Run GATEHOUSE_UPDATE_DOCS=1 dotnet test tests/Gatehouse.Connectors.Tests");
    }

    private static string Matrix()
    {
        using var services = new ConnectorServices();
        var registry = services.Registry;
        var columns = registry.All.Select(connector => (connector, Capabilities: Capabilities(registry, connector))).ToList();

        var text = new StringBuilder();
        text.Append("| operation |").AppendJoin('|', columns.Select(column => $" {column.connector.DisplayName} ")).Append("|\n");
        text.Append("|---|").Append(string.Concat(columns.Select(_ => "---|"))).Append('\n');
        foreach (var operation in OperationCatalogue.All)
        {
            text.Append($"| {operation.Summary} (`{operation.Name}`) |")
                .AppendJoin('|', columns.Select(column => $" {Cell(column.Capabilities[operation.Name])} ")).Append("|\n");
        }

        return text.ToString();
    }

    private static string Cell(Capability capability) => capability.State switch
    {
        CapabilityState.Supported when capability.Required.Count > 0 => $"yes; needs {string.Join(", ", capability.Required.Select(pointer => $"`{pointer[1..].Replace('/', '.')}`"))}",
        CapabilityState.Supported => "yes",
        CapabilityState.Unavailable => "by setting",
        _ => "–",
    };

    // With the defaults of every setting, and something in those that have none.
    private static Dictionary<string, Capability> Capabilities(ConnectorRegistry registry, Connector connector)
    {
        var settings = connector.Settings.Where(setting => setting.Required && setting.Default is null)
            .ToDictionary(setting => setting.Name, setting => JsonElement.Parse(setting.Type == SettingType.Number ? "1" : "\"https://vendor.example/\""));
        var facility = new Facility { Id = "f", Name = "f", System = connector.System, TimeZone = "UTC", Settings = settings };
        var context = new FacilityContext(facility, connector.Bind(new SettingValues(connector.Settings, settings)), FacilityZone.Find("UTC"), new MemorySecrets());
        return registry.Capabilities(context).ToDictionary(capability => capability.Operation);
    }
}
