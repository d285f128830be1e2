using System.CommandLine;
using Gatehouse.Local;

// The host itself stops on Ctrl-C and SIGTERM; the command line would end the process after two seconds, whatever is in flight.
return await LocalCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
