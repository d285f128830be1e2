using Gatehouse.Secrets;

namespace Gatehouse.Contracts.Secrets;

/// <summary>What every secret store does. Each test uses a facility that no other test uses.</summary>
public abstract class SecretStoreContract
{
    private readonly string _facility = $"f-{Guid.NewGuid():N}";

    /// <summary>The adapter under test.</summary>
    protected abstract ISecretStore Secrets { get; }

    protected static CancellationToken None => CancellationToken.None;

    protected SecretName Name(string name) => SecretName.OfFacility(_facility, name);

    [Fact]
    public async Task A_secret_that_was_never_set_is_absent() => (await Secrets.GetAsync(Name("api-key"), None)).ShouldBeNull();

    [Theory]
    [InlineData("plain")]
    [InlineData(" leading and trailing ")]
    [InlineData("é 日本 🙂 \"quoted\" \\ / <&> '")]
    [InlineData("line one\r\nline two\t")]
    public async Task A_secret_is_read_back_as_it_was_set(string value)
    {
        await Secrets.SetAsync(Name("api-key"), value, None);

        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBe(value);
    }

    [Fact]
    public async Task A_long_secret_is_read_back_whole()
    {
        var value = new string('k', 8 * 1024);
        await Secrets.SetAsync(Name("certificate"), value, None);

        (await Secrets.GetAsync(Name("certificate"), None)).ShouldBe(value);
    }

    [Fact]
    public async Task Setting_again_replaces_the_value()
    {
        await Secrets.SetAsync(Name("api-key"), "first", None);
        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBe("first");
        await Secrets.SetAsync(Name("api-key"), "other", None);

        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBe("other");
        (await Secrets.GetFreshAsync(Name("api-key"), None)).ShouldBe("other");
    }

    [Fact]
    public async Task A_deleted_secret_is_absent_and_can_be_set_again()
    {
        await Secrets.SetAsync(Name("api-key"), "first", None);

        (await Secrets.DeleteAsync(Name("api-key"), None)).ShouldBeTrue();
        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBeNull();
        (await Secrets.DeleteAsync(Name("api-key"), None)).ShouldBeFalse();

        await Secrets.SetAsync(Name("api-key"), "second", None);
        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBe("second");
    }

    [Fact]
    public async Task Names_do_not_mix()
    {
        var hub = SecretName.OfHub($"h-{Guid.NewGuid():N}");
        await Secrets.SetAsync(Name("a"), "1", None);
        await Secrets.SetAsync(Name("a-b"), "2", None);
        await Secrets.SetAsync(hub, "3", None);
        await Secrets.SetAsync(SecretName.OfFacility(_facility + "-2", "a"), "4", None);

        (await Secrets.GetAsync(Name("a"), None)).ShouldBe("1");
        (await Secrets.GetAsync(Name("a-b"), None)).ShouldBe("2");
        (await Secrets.GetAsync(hub, None)).ShouldBe("3");
        (await Secrets.GetAsync(Name("b"), None)).ShouldBeNull();
    }

    [Fact]
    public async Task Secrets_set_at_the_same_time_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Secrets.SetAsync(Name($"s{i}"), $"value {i}", None)));

        for (var i = 0; i < 20; i++)
            (await Secrets.GetAsync(Name($"s{i}"), None)).ShouldBe($"value {i}");
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_changes_nothing()
    {
        await Secrets.SetAsync(Name("api-key"), "kept", None);
        var gone = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => Secrets.GetAsync(Name("api-key"), gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Secrets.SetAsync(Name("api-key"), "lost", gone));
        await Should.ThrowAsync<OperationCanceledException>(() => Secrets.DeleteAsync(Name("api-key"), gone));

        (await Secrets.GetAsync(Name("api-key"), None)).ShouldBe("kept");
    }
}
