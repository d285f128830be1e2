using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    [Fact]
    public async Task A_wrong_secret_is_unauthenticated()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (await CountCallsAsync(hub, known) == 0)
                return;

            var call = await known.PrepareAsync(hub);
            var before = known.Makes > 0 ? hub.Vendor.Live(known.Operation) : 0;
            await hub.SetSecretsAsync(hub.Vendor.WrongSecrets);
            hub.Vendor.RevokeTokens();
            try
            {
                var failure = await Should.ThrowAsync<VendorException>(() => call(CancellationToken.None));
                (failure.Error.Kind, failure.Error.EffectUnknown).ShouldBe((hub.Vendor.WrongSecretIs, false));
            }
            finally
            {
                await hub.SetSecretsAsync(hub.Vendor.Secrets);
            }

            if (known.Makes > 0)
                hub.Vendor.Live(known.Operation).ShouldBe(before);
            await call(CancellationToken.None);
        });
    }

    [Fact]
    public async Task A_token_that_ended_early_is_renewed()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            var call = await known.PrepareAsync(hub);
            var before = known.Makes > 0 ? hub.Vendor.Live(known.Operation) : 0;
            hub.Vendor.RevokeTokens();

            await call(CancellationToken.None);

            if (known.Makes > 0)
                (hub.Vendor.Live(known.Operation) - before).ShouldBe(hub.Vendor.Makes(known.Operation, known.Makes));
        });
    }

    [Fact]
    public async Task Calls_after_a_long_pause_succeed()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            var call = await known.PrepareAsync(hub);
            await call(CancellationToken.None);
            hub.Clock.Advance(TimeSpan.FromMinutes(75));
            await (await known.PrepareAsync(hub))(CancellationToken.None);
        });
    }
}
