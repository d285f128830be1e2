using Gatehouse.Simulators.CavVisit;

namespace Gatehouse.Benchmarks.Servers;

/// <summary>The simulated CavVisit, alone in a process.</summary>
internal static class SimulatorServer
{
    public static async Task<int> RunAsync()
    {
        await using var simulator = await CavVisitSimulator.StartAsync();
        Console.WriteLine(simulator.Host.BaseAddress);
        await Task.Delay(Timeout.InfiniteTimeSpan);
        return 0;
    }
}
