using System.Text.Json;
using Gatehouse.Contracts.Secrets;
using Gatehouse.Secrets;
using Gatehouse.Sqlite.Secrets;
using Gatehouse.State;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sqlite.Tests.Secrets;

public sealed class FileSecretStoreTests : SecretStoreContract, IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly LogList _log = new();
    private readonly FileSecretStore _store;

    public FileSecretStoreTests() => _store = Another();

    protected override ISecretStore Secrets => _store;

    private string File => _folder["secrets/secrets.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Only_the_owner_can_use_the_file_and_its_folder()
    {
        await _store.SetAsync(Name("api-key"), "value", None);

        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(File).ShouldBe(OwnerFile);
            System.IO.File.GetUnixFileMode(_folder["secrets"]).ShouldBe(OwnerFile | UnixFileMode.UserExecute);
        }

        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Looser_permissions_are_taken_back_with_a_warning_that_does_not_show_the_secret()
    {
        if (OperatingSystem.IsWindows())
            return;

        await _store.SetAsync(Name("api-key"), "sesame-open", None);
        System.IO.File.SetUnixFileMode(File, OwnerFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        System.IO.File.SetUnixFileMode(_folder["secrets"], OwnerFile | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);

        (await Another().GetAsync(Name("api-key"), None)).ShouldBe("sesame-open");

        System.IO.File.GetUnixFileMode(File).ShouldBe(OwnerFile);
        System.IO.File.GetUnixFileMode(_folder["secrets"]).ShouldBe(OwnerFile | UnixFileMode.UserExecute);
        _log.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldContain(File),
            line => line.ShouldNotContain("sesame-open"));
    }

    [Fact]
    public async Task What_one_instance_sets_the_other_sees_at_its_next_read()
    {
        var other = Another();
        for (var i = 0; i < 50; i++)
        {
            await _store.SetAsync(Name("api-key"), $"value {i:00}", None);
            (await other.GetAsync(Name("api-key"), None)).ShouldBe($"value {i:00}");
        }

        (await other.DeleteAsync(Name("api-key"), None)).ShouldBeTrue();
        (await _store.GetAsync(Name("api-key"), None)).ShouldBeNull();
    }

    [Fact]
    public async Task Two_instances_that_write_at_the_same_time_lose_nothing()
    {
        var other = Another();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? _store : other).SetAsync(Name($"s{i}"), $"{i}", None)));

        for (var i = 0; i < 40; i++)
            (await Another().GetAsync(Name($"s{i}"), None)).ShouldBe($"{i}");
    }

    [Fact]
    public async Task A_file_edited_by_hand_is_read_again()
    {
        await _store.SetAsync(Name("api-key"), "before", None);

        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace("before", "after by hand", StringComparison.Ordinal));

        (await _store.GetAsync(Name("api-key"), None)).ShouldBe("after by hand");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_without_quoting_it()
    {
        await _store.SetAsync(Name("api-key"), "value", None);
        System.IO.File.WriteAllText(File, "{ \"version\": 1,\n sesame-open }");

        var error = await Should.ThrowAsync<StateStoreException>(() => Another().GetAsync(Name("api-key"), None));

        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("line 2");
        error.ToString().ShouldNotContain("sesame");
        await Should.ThrowAsync<StateStoreException>(() => _store.SetAsync(Name("b"), "x", None));
        System.IO.File.ReadAllText(File).ShouldContain("sesame-open");
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await _store.SetAsync(Name("api-key"), "value", None);
        System.IO.File.WriteAllText(File, System.IO.File.ReadAllText(File).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));

        var error = await Should.ThrowAsync<StateStoreException>(() => Another().GetAsync(Name("api-key"), None));

        error.Message.ShouldContain("version 2");
        error.Message.ShouldContain("version 1");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_created_is_a_clear_error()
    {
        await System.IO.File.WriteAllTextAsync(_folder["taken"], "");

        Should.Throw<StateStoreException>(() => new FileSecretStore(_folder["taken"], _log)).Message.ShouldContain(_folder["taken"]);
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        await _store.SetAsync(Name("api-key"), "sesame-open", None);
        await _store.GetAsync(Name("api-key"), None);

        object[] shown = [_store, Name("api-key"), new SecretsFile { Secrets = new() { ["a"] = "sesame" } }];
        string.Join(' ', shown).ShouldNotContain("sesame");
        JsonSerializer.Serialize<object>(_store).ShouldNotContain("sesame");
        _log.Lines.ShouldBeEmpty();
    }

    private FileSecretStore Another() => new(_folder.Path, _log);

    private sealed class LogList : ILogger<FileSecretStore>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
