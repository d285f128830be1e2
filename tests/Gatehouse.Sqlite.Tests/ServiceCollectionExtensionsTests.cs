using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Sqlite.Tests;

public sealed class ServiceCollectionExtensionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_three_ports_work_on_one_folder_and_the_registered_clock()
    {
        var clock = new FakeClock();
        await using (var services = Services(clock))
        {
            await services.GetRequiredService<IStateStore>().PutAsync("Table", new StateKey("p", "r"), "{}"u8.ToArray(), CancellationToken.None);
            await services.GetRequiredService<IWorkQueue>().EnqueueAsync("queue", "a", TimeSpan.FromHours(1), CancellationToken.None);
            await services.GetRequiredService<ISecretStore>().SetAsync(SecretName.OfHub("key"), "value", CancellationToken.None);
            services.GetRequiredService<IStateStore>().ShouldBeSameAs(services.GetRequiredService<IStateStore>());
        }

        clock.Advance(TimeSpan.FromHours(1));
        await using var again = Services(clock);
        (await again.GetRequiredService<IStateStore>().GetAsync("Table", new StateKey("p", "r"), CancellationToken.None)).ShouldNotBeNull();
        (await again.GetRequiredService<IWorkQueue>().ReceiveAsync("queue", 1, TimeSpan.FromMinutes(1), 5, CancellationToken.None))
            .ShouldHaveSingleItem().EnqueuedAt.ShouldBe(clock.GetUtcNow() - TimeSpan.FromHours(1));
        (await again.GetRequiredService<ISecretStore>().GetAsync(SecretName.OfHub("key"), CancellationToken.None)).ShouldBe("value");
    }

    private ServiceProvider Services(TimeProvider time) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(time)
        .AddSqliteStores(_folder["data"])
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
