using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Local.Tests.Hosting;

namespace Gatehouse.Local.Tests.Processes;

/// <summary>The local host as users start it.</summary>
public sealed class StartTests : IDisposable
{
    private const string Unreachable =
        "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-process-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Help_lists_the_options()
    {
        var (exitCode, output, _) = await LocalProcess.RunAsync("--help");

        exitCode.ShouldBe(0);
        foreach (var option in new[] { "--data", "--urls", "--storage", "--no-demo", "--help" })
            output.ShouldContain(option);
    }

    /// <summary>A heap for each processor would be the machine's memory for one user's hub.</summary>
    [Fact]
    public void It_collects_garbage_as_a_program_on_somebody_s_machine()
    {
        using var runtime = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Gatehouse.Local.runtimeconfig.json")));

        var properties = runtime.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        properties.GetProperty("System.GC.Server").GetBoolean().ShouldBeFalse();
        properties.GetProperty("System.GC.Concurrent").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    [InlineData(Unreachable)]
    public async Task A_storage_account_that_cannot_be_used_is_a_clear_error(string connection)
    {
        var (exitCode, output, errors) = await LocalProcess.RunAsync("--data", _folder, "--urls", "http://127.0.0.1:0", "--storage", connection);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldNotBeEmpty();
        errors.ShouldNotContain("   at ");
        errors.ShouldNotContain("a2V5");
    }

    [Fact]
    public async Task A_storage_account_that_is_away_is_waited_for()
    {
        await using var process = await LocalProcess.StartAsync("--data", _folder, "--no-demo", "--urls", "http://127.0.0.1:0", "--storage", Unreachable);

        process.Output.ShouldContain("in Azure Storage");
        using var caller = new Caller(process.Address, null);
        (await caller.GetAsync("health/live")).Is(HttpStatusCode.OK);
        (await caller.GetAsync("health/ready")).IsProblem(HttpStatusCode.ServiceUnavailable, "not_ready");
        process.Signal("TERM");
        (await process.ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_option_is_an_error()
    {
        var (exitCode, _, errors) = await LocalProcess.RunAsync("--unknown");

        exitCode.ShouldNotBe(0);
        errors.ShouldContain("--unknown");
    }

    [Fact]
    public async Task It_starts_without_configuration_and_what_it_prints_works()
    {
        string key;
        await using (var first = await StartAsync())
        {
            key = (await File.ReadAllTextAsync(Path.Combine(_folder, "admin-key"))).Trim();
            first.Output.ShouldContain(key);
            foreach (var answer in await RunCommandsAsync(first.Output))
                answer.ShouldStartWith("{\"value\":[{");

            await ShouldBeRefusedAsync();
            using var caller = new Caller(first.Address, key);
            (await caller.PutAsync("facilities/demo-hq", """{"name":"Our own name"}""")).Is(HttpStatusCode.OK);
            (await caller.PutAsync("facilities/demo-hq/visits/key:kept", Installation.Draft("Kept Visitor"))).Is(HttpStatusCode.Created);
            first.Signal("TERM");
            (await first.ExitAsync()).ShouldBe(0, first.Errors);
        }

        await using var second = await StartAsync();
        second.Output.ShouldNotContain(key);
        using var again = new Caller(second.Address, key);
        (await again.GetAsync("facilities/demo-hq")).Is(HttpStatusCode.OK).Text("name").ShouldBe("Our own name");
        (await again.GetAsync("facilities/demo-west/visits")).Is(HttpStatusCode.OK).Items().ShouldNotBeEmpty();
        (await again.GetAsync("facilities/demo-hq/visits/key:kept")).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await again.PostAsync("facilities/demo-hq/visits", Installation.Draft("Another Visitor"))).Is(HttpStatusCode.Created).Text("key").ShouldBeNull();
        (await again.PutAsync("facilities/demo-hq/visits/key:kept", Installation.Draft("Kept Visitor"))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task It_takes_the_next_port_when_the_usual_one_is_taken_and_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, FreePort.Preferred);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // Taken by somebody else, which is as good.
        }

        await using var process = await LocalProcess.StartAsync("--data", _folder, "--no-demo");

        process.Address.Port.ShouldBeGreaterThan(FreePort.Preferred);
        process.Output.ShouldContain("port 7071 is taken");
        using var caller = new Caller(process.Address, null);
        (await caller.GetAsync("health/live")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_a_clear_error()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}";

        var (exitCode, output, errors) = await LocalProcess.RunAsync("--data", _folder, "--no-demo", "--urls", address);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.TrimEnd().ShouldBe($"Cannot listen on {address}: Address already in use. Stop what listens there, or choose another address with --urls.");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0/path")]
    [InlineData("http://127.0.0.1:0;nonsense")]
    [InlineData(";")]
    [InlineData("http://192.0.2.1:8099")]
    public async Task An_address_that_cannot_be_is_a_clear_error(string urls)
    {
        var (exitCode, output, errors) = await LocalProcess.RunAsync("--data", _folder, "--no-demo", "--urls", urls);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.TrimEnd().ShouldStartWith("Cannot listen on ");
        errors.TrimEnd().ShouldNotContain("\n");
        errors.ShouldContain("--urls");
    }

    private async Task ShouldBeRefusedAsync()
    {
        var (exitCode, output, errors) = await LocalProcess.RunAsync("--data", _folder, "--urls", "http://127.0.0.1:0");
        exitCode.ShouldBe(1);
        output.ShouldNotContain("listens on");
        errors.ShouldContain(_folder);
        errors.ShouldContain("--data");
    }

    private Task<LocalProcess> StartAsync() => LocalProcess.StartAsync("--data", _folder, "--urls", "http://127.0.0.1:0");

    private static async Task<IReadOnlyList<string>> RunCommandsAsync(string output)
    {
        var lines = output.Split('\n').Select(line => line.Trim()).ToList();
        var commands = lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBe(3);
        var export = lines.Single(line => line.StartsWith("export ", StringComparison.Ordinal));
        var answers = new List<string>();
        foreach (var command in commands)
        {
            var start = new ProcessStartInfo("bash", ["-c", $"{export}\n{command}"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var bash = Process.Start(start)!;
            answers.Add(await bash.StandardOutput.ReadToEndAsync());
            await bash.WaitForExitAsync();
            bash.ExitCode.ShouldBe(0, command);
        }

        return answers;
    }
}
