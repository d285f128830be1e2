using System.CommandLine;
using Gatehouse.State;

namespace Gatehouse.Local;

/// <summary>The command line of the local host.</summary>
internal static class LocalCommand
{
    public static RootCommand Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "Folder for state and secrets.",
            HelpName = "DIR",
            DefaultValueFactory = _ => LocalOptions.DefaultDataFolder,
        };
        var urls = new Option<string?>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons. Default: http://127.0.0.1:7071, or the next free port.",
            HelpName = "URLS",
        };
        var storage = new Option<string?>("--storage")
        {
            Description = "Connection string of a storage account for state and queues, such as UseDevelopmentStorage=true for Azurite. "
                + "Secrets stay in the folder. Default: a database in the folder.",
            HelpName = "CONNECTION",
        };
        var noDemo = new Option<bool>("--no-demo") { Description = "Start without simulated vendors and demo facilities." };
        var root = new RootCommand("Gatehouse on this machine: one API over visitor management and access control systems.") { data, urls, storage, noDemo };
        root.SetAction((result, cancellationToken) => RunAsync(
            new LocalOptions
            {
                DataFolder = result.GetValue(data)!,
                Urls = result.GetValue(urls),
                Storage = result.GetValue(storage),
                Demo = !result.GetValue(noDemo),
            },
            cancellationToken));
        return root;
    }

    private static async Task<int> RunAsync(LocalOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await LocalHost.StartAsync(options, cancellationToken);
            Welcome.Write(host, options, Console.Out);
            await host.WaitForStopAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or StateStoreException or FormatException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
