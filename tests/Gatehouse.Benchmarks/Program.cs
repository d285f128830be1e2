using Gatehouse.Benchmarks;
using Gatehouse.Benchmarks.Servers;

// Without arguments it measures everything and prints the tables of docs/performance.md; the other words start one of the servers it measures.
return args switch
{
    ["simulator"] => await SimulatorServer.RunAsync(),
    ["proxy", var target] => await ProxyServer.RunAsync(new Uri(target)),
    ["hub", var vendor] => await HubServer.RunAsync(new Uri(vendor)),
    [] => await Comparison.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Gatehouse.Benchmarks   (needs wrk)");
    return 2;
}
