using Gatehouse.Benchmarks;
using Gatehouse.Benchmarks.Grants;
using Gatehouse.Benchmarks.Intake;
using Gatehouse.Benchmarks.Servers;
using Gatehouse.Benchmarks.Sync;

// Without arguments it measures requests and prints the tables of docs/performance.md, with sync synchronizations, with intake webhooks, with grants grants; the other words start one of the servers it measures.
return args switch
{
    ["simulator"] => await SimulatorServer.RunAsync(),
    ["proxy", var target] => await ProxyServer.RunAsync(new Uri(target)),
    ["hub", var vendor] => await HubServer.RunAsync(new Uri(vendor)),
    ["sync"] => await SyncFigures.RunAsync(),
    ["grants"] => await GrantFigures.RunAsync(),
    ["intake"] => await IntakeFigures.RunAsync(),
    ["intake", var kind, var storage] => await IntakeServer.RunAsync(kind, storage),
    [] => await Comparison.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Gatehouse.Benchmarks [sync | intake | grants]   (without a word it needs wrk)");
    return 2;
}
