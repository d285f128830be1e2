using System.Diagnostics;
using Gatehouse.Testing;

namespace Gatehouse.Functions.Tests.Deployment;

/// <summary>
/// A machine on which <c>infra/deploy.sh</c> runs: the programs that reach Azure, build or wait are stand-ins that note how they were
/// called, and keep resource group and vault as files.
/// </summary>
internal sealed class DeployMachine : IDisposable
{
    private const string Note = """
        #!/usr/bin/env bash
        echo "${0##*/} $*" >> "$STAGE/calls"

        """;

    // As the real one, it writes in the format of AZURE_CORE_OUTPUT where the call names none.
    private const string Azure = Note + """
        format=${AZURE_CORE_OUTPUT:-json}
        say() {
          case $format in
            none) ;;
            table) printf 'Result\n------\n%s\n' "$1" ;;
            *) printf '%s\n' "$1" ;;
          esac
        }
        command="$1 $2 $3"
        while [ $# -gt 0 ]; do
          case $1 in
            --output) format=$2 ;;
            --name) name=$2 ;;
            --query) query=$2 ;;
            --file) file=$2 ;;
          esac
          shift
        done
        case $command in
          "group exists "*) [ ! -e "$STAGE/away" ] || exit 1; [ -e "$STAGE/group" ] && say true || say false ;;
          "group create "*) touch "$STAGE/group" ;;
          "account show "*) say user ;;
          "account get-access-token "*) say "head.$(printf '{"oid":"4c9f0e52-0000-4000-8000-000000000001"}' | base64 -w 0 | tr -d '=').sign" ;;
          "cloud show "*) say .vault.azure.net ;;
          "deployment group what-if") echo "what would change" ;;
          "deployment group show") say "the-${query#properties.outputs.}" ;;
          "keyvault secret show")
            [ ! -e "$STAGE/refuses" ] || { echo "(Forbidden) Caller is not authorized" >&2; exit 1; }
            [ -e "$STAGE/vault-$name" ] || { echo "(SecretNotFound) A secret with that name was not found" >&2; exit 1; }
            say "https://vault/secrets/$name" ;;
          "keyvault secret set") cp "$file" "$STAGE/vault-$name"; say "$(cat "$file")" ;;
        esac
        """;

    private const string Dotnet = Note + """
        while [ "$1" != -o ]; do shift; done
        mkdir -p "$2"
        echo "AzureSdk=$AzureSdk" >> "$STAGE/calls"
        """;

    private const string Openssl = Note + """
        head -c "$3" /dev/urandom | if [ "$2" = -hex ]; then od -An -v -tx1 | tr -d ' \n'; else base64 -w 0; fi
        """;

    private readonly DirectoryInfo _stage = Directory.CreateTempSubdirectory("gatehouse-deploy-");

    public DeployMachine()
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The script runs in bash: use WSL.");

        var programs = _stage.CreateSubdirectory("bin").FullName;
        foreach (var (name, text) in new[] { ("az", Azure), ("dotnet", Dotnet), ("openssl", Openssl), ("curl", Note), ("zip", Note), ("sleep", Note) })
        {
            var path = Path.Combine(programs, name);
            File.WriteAllText(path, text);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.WriteAllText(Path.Combine(_stage.FullName, "main.bicepparam"), "");
    }

    /// <summary>How the programs were called in the last run, in order.</summary>
    public IReadOnlyList<string> Calls { get; private set; } = [];

    /// <summary>A secret of the vault; <see langword="null"/> when there is none.</summary>
    public string? Secret(string name) => File.Exists(Path.Combine(_stage.FullName, "vault-" + name)) ? File.ReadAllText(Path.Combine(_stage.FullName, "vault-" + name)) : null;

    /// <summary>Sets a mark: <c>group</c>, the resource group is there; <c>away</c>, Azure does not answer; <c>refuses</c>, the vault refuses.</summary>
    public void Mark(string name) => File.WriteAllText(Path.Combine(_stage.FullName, name), "");

    /// <summary>Runs the script to its end. Returns its exit code and all that it wrote.</summary>
    public async Task<(int Code, string Text)> DeployAsync(string arguments = "--yes", string? azureOutput = null, string answer = "")
    {
        File.Delete(Path.Combine(_stage.FullName, "calls"));
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] all = [Repository.PathOf("infra", "deploy.sh"), "--group", "rg", "--parameters", Path.Combine(_stage.FullName, "main.bicepparam"), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var argument in all)
            start.ArgumentList.Add(argument);

        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("GATEHOUSE_", StringComparison.Ordinal) || key is "AZURE_CORE_OUTPUT" or "AzureSdk").ToArray())
            start.Environment.Remove(name);
        start.Environment["PATH"] = Path.Combine(_stage.FullName, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["STAGE"] = _stage.FullName;
        start.Environment["TMPDIR"] = _stage.FullName;
        if (azureOutput is not null)
            start.Environment["AZURE_CORE_OUTPUT"] = azureOutput;

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var process = Process.Start(start)!;
        try
        {
            await process.StandardInput.WriteLineAsync(answer.AsMemory(), limit.Token);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            var text = await process.StandardOutput.ReadToEndAsync(limit.Token) + await errors;
            await process.WaitForExitAsync(limit.Token);
            var calls = Path.Combine(_stage.FullName, "calls");
            Calls = File.Exists(calls) ? await File.ReadAllLinesAsync(calls, limit.Token) : [];
            return (process.ExitCode, text);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>What is left of the script's own temporary folders.</summary>
    public IReadOnlyList<string> LeftOver() => Directory.GetDirectories(_stage.FullName, "tmp.*");

    public void Dispose() => _stage.Delete(recursive: true);
}
