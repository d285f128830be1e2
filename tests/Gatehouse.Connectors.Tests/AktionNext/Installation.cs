using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Testing;

namespace Gatehouse.Connectors.Tests.AktionNext;

/// <summary>A simulated Aktion NEXT, and the connector that speaks to it.</summary>
internal sealed class Installation : VendorInstallation
{
    public const string Key = "k&y+ /ö=\"100%";

    private Installation(AktionNextSimulator simulator, FakeClock clock)
        : base(simulator.Host, clock, Hq, ("api-key", Key)) => Simulator = simulator;

    public AktionNextSimulator Simulator { get; }

    public AktionNextData Data => Simulator.Data;

    public IEnumerable<string> Calls => CallsBelow("/AktionNEXT/API/");

    public DateTimeOffset Now => Clock.GetUtcNow();

    private static Facility Hq => new()
    {
        Id = "hq",
        Name = "Head quarters",
        System = "aktion-next",
        TimeZone = "Europe/Prague",
        Settings = Settings(("userLogin", "gatehouse")),
    };

    public static async Task<Installation> StartAsync(AktionNextAssumptions? assumptions = null)
    {
        var clock = new FakeClock();
        var simulator = await AktionNextSimulator.StartAsync(new AktionNextSimulatorOptions
        {
            Host = new SimulatorOptions { Clock = clock },
            Assumptions = assumptions ?? new AktionNextAssumptions(),
            ApiKey = Key,
        });
        return await ReadyAsync(new Installation(simulator, clock));
    }

    public static string VisitOf(int state) => $"00000000-0000-4000-8000-{state + 1:D12}";

    public void SetKey(string key) => SetSecret("api-key", key);

    /// <summary>A visit with every member and field that a caller can write.</summary>
    public VisitDraft Draft(string text = "å+&=\"'\\/ 😀 %20;,<b> 日本") => new()
    {
        Type = "Business " + text,
        Visitor = new Visitor { FirstName = "Chris " + text, LastName = "Park", Company = text, Email = text, Phone = text, Mobile = text }.WithNames(),
        Vehicle = new Vehicle { Plate = text },
        Trailer = new Trailer { Plate = text },
        Host = new HostReference { Id = "10002" },
        Organization = new NamedReference { Id = "Organization structure - Company ABC - Office 123" },
        Escort = new NamedReference { Id = "10003" },
        Purpose = text,
        Window = new TimeWindow { From = Now, To = Now.AddHours(2) },
        Fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["Visitor.DocNumber"] = JsonSerializer.SerializeToElement("123 " + text),
            ["Visitor.DocType"] = JsonSerializer.SerializeToElement(1),
            ["Vehicle.Model"] = JsonSerializer.SerializeToElement(text),
        },
    };
}
