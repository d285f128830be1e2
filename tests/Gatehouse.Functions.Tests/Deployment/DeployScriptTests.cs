namespace Gatehouse.Functions.Tests.Deployment;

/// <summary><c>infra/deploy.sh</c>, with stand-ins for the programs that it calls.</summary>
public sealed class DeployScriptTests : IDisposable
{
    private static readonly string[] Keys = ["hub-admin-key", "hub-data-key", "hub-pass-key"];
    private readonly DeployMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_first_deployment_shows_what_changes_deploys_makes_keys_publishes_and_looks()
    {
        var (code, text) = await _machine.DeployAsync("--location westeurope --yes");

        code.ShouldBe(0, text);
        Steps().ShouldBe(
        [
            "az group create", "az deployment group what-if", "az deployment group create", "az keyvault secret set", "az keyvault secret set",
            "az keyvault secret set", "dotnet publish", "zip --quiet", "az functionapp deployment source", "curl --silent",
        ]);
        _machine.Calls.ShouldContain("AzureSdk=nuget");
        _machine.Calls.Single(call => call.StartsWith("zip", StringComparison.Ordinal)).ShouldEndWith("--exclude local.settings.json");
        _machine.Secret("hub-admin-key").ShouldNotBeNull().ShouldMatch(@"\Agh_admin_[0-9a-f]{48}\z");
        _machine.Secret("hub-data-key").ShouldNotBeNull().ShouldMatch(@"\A1:[A-Za-z0-9+/]{43}=\z");
        _machine.Secret("hub-pass-key").ShouldNotBeNull().ShouldMatch(@"\A1:[A-Za-z0-9+/]{43}=\z");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    [InlineData("table")]
    public async Task A_group_that_is_there_is_found_whatever_az_writes_by_default(string? azureOutput)
    {
        _machine.Mark("group");

        var (code, text) = await _machine.DeployAsync(azureOutput: azureOutput);

        code.ShouldBe(0, text);
        _machine.Calls.ShouldNotContain(call => call.StartsWith("az group create", StringComparison.Ordinal));
        text.ShouldContain("the-apiUrl");
    }

    [Fact]
    public async Task A_second_run_replaces_no_key_and_none_is_ever_shown()
    {
        _machine.Mark("group");
        var (_, first) = await _machine.DeployAsync();
        var made = Keys.Select(_machine.Secret).ToArray();

        var (code, second) = await _machine.DeployAsync();

        code.ShouldBe(0, second);
        Keys.Select(_machine.Secret).ShouldBe(made);
        Steps().ShouldNotContain("az keyvault secret set");
        foreach (var key in made)
        {
            key.ShouldNotBeNull();
            (first + second).ShouldNotContain(key);
            _machine.Calls.ShouldNotContain(call => call.Contains(key));
        }

        _machine.LeftOver().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vault_that_refuses_is_not_taken_for_an_empty_one()
    {
        _machine.Mark("group");
        _machine.Mark("refuses");

        var (code, text) = await _machine.DeployAsync();

        code.ShouldBe(1);
        text.ShouldContain("Key Vault Secrets Officer");
        Steps().ShouldNotContain("az keyvault secret set");
        Steps().ShouldNotContain("dotnet publish");
    }

    [Fact]
    public async Task Nothing_changes_when_the_answer_is_no()
    {
        _machine.Mark("group");

        var (code, text) = await _machine.DeployAsync("", answer: "n");

        code.ShouldBe(1);
        text.ShouldContain("what would change");
        text.ShouldContain("Nothing was changed.");
        Steps().ShouldBe(["az deployment group what-if"]);
    }

    [Fact]
    public async Task Azure_that_does_not_answer_is_not_taken_for_a_group_that_is_missing()
    {
        _machine.Mark("away");

        var (code, text) = await _machine.DeployAsync("--location westeurope --yes");

        code.ShouldBe(1);
        text.ShouldContain("Cannot tell whether there is a resource group 'rg'");
        Steps().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_group_that_is_missing_needs_a_place()
    {
        var (code, text) = await _machine.DeployAsync();

        code.ShouldBe(1);
        text.ShouldContain("--location");
        Steps().ShouldBeEmpty();
    }

    // What changes something, without the arguments' values.
    private string[] Steps() =>
    [
        .. _machine.Calls
            .Where(call => !call.Contains(" show ") && !call.Contains("get-access-token") && !call.Contains("group exists")
                && !call.StartsWith("openssl", StringComparison.Ordinal) && !call.StartsWith("sleep", StringComparison.Ordinal)
                && !call.StartsWith("AzureSdk", StringComparison.Ordinal))
            .Select(call => string.Join(' ', call.Split(' ').TakeWhile((word, index) => index < 2 || (call.StartsWith("az", StringComparison.Ordinal) && index < 4 && !word.StartsWith('-'))))),
    ];
}
