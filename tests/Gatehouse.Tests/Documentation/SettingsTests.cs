using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Retention;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Documentation;

/// <summary>Every setting of the files at the top level and of the deployment is explained, and host.json says what the design asks for.</summary>
public sealed partial class SettingsTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "settings.md"));

    public static TheoryData<string> Settings { get; } =
    [
        .. Read("local.settings.sample.json").GetProperty("Values").EnumerateObject().Select(setting => setting.Name)
            .Concat(Leaves("", Read("host.json")).Select(leaf => leaf.Path))
            .Concat(Deployed())
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public void A_setting_is_explained(string setting) =>
        Rows().ShouldContain(row => row.StartsWith($"| `{setting}`", StringComparison.Ordinal), $"docs/settings.md has no row for {setting}.");

    [Theory]
    [InlineData("version", "2.0")]
    [InlineData("telemetryMode", "OpenTelemetry")]
    [InlineData("functionTimeout", "00:10:00")]
    [InlineData("extensions.http.routePrefix", "")]
    [InlineData("extensions.queues.batchSize", "16")]
    [InlineData("extensions.queues.newBatchThreshold", "8")]
    [InlineData("extensions.queues.maxDequeueCount", "5")]
    [InlineData("extensions.queues.visibilityTimeout", "00:00:30")]
    [InlineData("extensions.queues.maxPollingInterval", "00:00:02")]
    [InlineData("extensions.queues.messageEncoding", "base64")]
    [InlineData("logging.applicationInsights.samplingSettings.excludedTypes", "Exception;Trace")]
    public void The_host_is_set_as_the_design_asks(string setting, string value) =>
        Leaves("", Read("host.json")).Single(leaf => leaf.Path == setting).Value.ToString().ShouldBe(value);

    [Theory]
    [InlineData("AZURE_CLIENT_ID")]
    [InlineData("AzureWebJobsStorage__blobServiceUri")]
    [InlineData("AzureWebJobsStorage__queueServiceUri")]
    [InlineData("AzureWebJobsStorage__tableServiceUri")]
    [InlineData("AzureWebJobsStorage__credential")]
    [InlineData("AzureWebJobsStorage__clientId")]
    [InlineData("Azure__StorageAccountName")]
    [InlineData("Azure__VaultUri")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("APPLICATIONINSIGHTS_AUTHENTICATION_STRING")]
    public void The_deployment_sets_what_the_hub_cannot_do_without(string setting) => Deployed().ShouldContain(setting);

    [Fact]
    public void The_sample_is_for_this_machine_alone()
    {
        var values = Read("local.settings.sample.json").GetProperty("Values");

        values.GetProperty("AzureWebJobsStorage").GetString().ShouldBe("UseDevelopmentStorage=true");
        values.GetProperty("Azure__StorageConnectionString").GetString().ShouldBe("UseDevelopmentStorage=true");
        values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString().ShouldBe("dotnet-isolated");
    }

    [Fact]
    public void The_sample_has_each_retention_with_its_default()
    {
        var values = Read("local.settings.sample.json").GetProperty("Values");

        values.EnumerateObject().Where(setting => setting.Name.StartsWith("Retention__", StringComparison.Ordinal)).Select(setting => (setting.Name, setting.Value.GetString()))
            .ShouldBe(typeof(RetentionOptions).GetProperties().Select(days => ($"Retention__{days.Name}", days.GetValue(new RetentionOptions())?.ToString())), ignoreOrder: true);
    }

    [Theory]
    [InlineData("Azure__StorageConnectionString")]
    [InlineData("Azure__StorageAccountName")]
    [InlineData("Azure__StorageSuffix")]
    [InlineData("Azure__VaultUri")]
    [InlineData("Development__SecretsFolder")]
    [InlineData("PublicBaseUrl")]
    [InlineData("TrustedProxies__0")]
    [InlineData("Outgoing__AllowedPrivateNetworks__0")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG")]
    public void The_sample_has_what_the_hub_reads(string setting) =>
        Read("local.settings.sample.json").GetProperty("Values").TryGetProperty(setting, out _).ShouldBeTrue();

    private static IEnumerable<string> Rows() => Page.Split('\n').Where(line => line.StartsWith('|'));

    private static JsonElement Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(file)));
        return document.RootElement.Clone();
    }

    private static IEnumerable<(string Path, JsonElement Value)> Leaves(string path, JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(member => Leaves(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
            : [(path, element)];

    private static IEnumerable<string> Deployed()
    {
        var bicep = File.ReadAllText(Repository.PathOf("infra", "main.bicep"));
        var start = bicep.IndexOf("var settings = union(", StringComparison.Ordinal);
        var block = bicep[start..bicep.IndexOf("outgoingSettings,", start, StringComparison.Ordinal)];
        return DeployedSetting().Matches(block).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex(@"(?m:^|\{) *(?<name>[A-Za-z][A-Za-z_]+): ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DeployedSetting();
}
