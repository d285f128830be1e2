using System.Reflection;
using System.Text.Json;
using Gatehouse.Alarms;
using Gatehouse.Resilience;
using Gatehouse.Testing;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Alarms;

/// <summary>The events that wake an operator and the alerts that look for them are the same.</summary>
public sealed class AlarmEventsTests
{
    [Fact]
    public void There_is_one_alert_for_each_event()
    {
        using var alerts = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "alerts.json")));

        alerts.RootElement.EnumerateArray().Select(alert => alert.GetProperty("event").GetString())
            .ShouldBe(Events(), ignoreOrder: true);
        alerts.RootElement.EnumerateArray().Select(alert => alert.GetProperty("name").GetString()).ShouldBeUnique();
    }

    [Fact]
    public void What_is_logged_late_or_across_two_looks_falls_through_no_alert()
    {
        using var alerts = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "alerts.json")));

        foreach (var alert in alerts.RootElement.EnumerateArray())
            alert.GetProperty("windowMinutes").GetInt32().ShouldBeGreaterThanOrEqualTo(alert.GetProperty("frequencyMinutes").GetInt32() + 10);
        File.ReadAllText(Repository.PathOf("infra", "modules", "alerts.bicep")).ShouldContain("evaluationFrequency: 'PT${alert.frequencyMinutes}M'");
    }

    [Fact]
    public void Each_event_is_explained()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "deployment.md"));

        foreach (var name in Events())
            page.ShouldContain($"| `{name}` |");
    }

    [Fact]
    public void A_circuit_that_opens_is_such_an_event()
    {
        var messages = typeof(FacilityPipeline).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .Where(message => message?.EventName == AlarmEvents.VendorCircuitOpened);

        messages.ShouldHaveSingleItem()!.Level.ShouldBe(LogLevel.Warning);
    }

    private static IEnumerable<string> Events() => typeof(AlarmEvents)
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (string)field.GetRawConstantValue()!);
}
