using Gatehouse.ApiKeys;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Validation;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.ApiKeys;

public sealed class ApiKeyAuthenticatorTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();
    private ApiKeyStore _keys = null!;
    private IssuedApiKey _issued = null!;

    public async Task InitializeAsync()
    {
        _keys = new ApiKeyStore(_stores.State);
        _issued = await new ApiKeyService(_keys, new FacilityStore(_stores.State), New(), _stores.Secrets, _stores.Clock).CreateAsync(
            new Input<ApiKeyDraft>(new ApiKeyDraft { Name = "Reader", Scopes = [Scopes.VisitsRead] }), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Fact]
    public async Task A_key_is_kept_in_memory_for_30_seconds_and_then_read_anew()
    {
        var authenticator = New();
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.None);
        await _keys.DeleteAsync(_issued.Key.Id, CancellationToken.None);

        _stores.Clock.Advance(TimeSpan.FromSeconds(29));
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.None);
        _stores.Clock.Advance(TimeSpan.FromSeconds(1));
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.Unknown);
    }

    [Fact]
    public async Task An_unknown_id_is_not_read_again_for_5_seconds()
    {
        var authenticator = New();
        await _keys.DeleteAsync(_issued.Key.Id, CancellationToken.None);
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.Unknown);
        await _keys.InsertAsync(_issued.Key, CancellationToken.None);

        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.Unknown);
        _stores.Clock.Advance(TimeSpan.FromSeconds(5));
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.None);
    }

    [Fact]
    public async Task A_key_that_is_not_in_memory_is_not_read_when_that_is_not_allowed()
    {
        var authenticator = New();
        (await CheckAsync(authenticator, mayRead: false)).Refusal.ShouldBe(ApiKeyRefusal.NotRead);
        (await CheckAsync(authenticator)).Refusal.ShouldBe(ApiKeyRefusal.None);
        (await CheckAsync(authenticator, mayRead: false)).Refusal.ShouldBe(ApiKeyRefusal.None);
    }

    private ValueTask<ApiKeyCheck> CheckAsync(ApiKeyAuthenticator authenticator, bool mayRead = true) =>
        authenticator.CheckAsync(_issued.Text, mayRead, CancellationToken.None);

    private ApiKeyAuthenticator New() => new(_keys, _stores.Secrets, _stores.Clock, NullLogger<ApiKeyAuthenticator>.Instance);
}
