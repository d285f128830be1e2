using Gatehouse.Errors;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    /// <summary>Whichever of a create's calls goes wrong, repeating the request leads to one live object, or the hub says that it cannot know.</summary>
    [Theory]
    [InlineData(FaultKind.DropAfter, true)]
    [InlineData(FaultKind.DropBefore, false)]
    [InlineData(FaultKind.Status, true)]
    [InlineData(FaultKind.Status, false)]
    [InlineData(FaultKind.Malformed, true)]
    [InlineData(FaultKind.Empty, true)]
    [InlineData(FaultKind.Html, false)]
    public async Task A_create_whose_answer_is_lost_is_done_once(FaultKind kind, bool effect)
    {
        await using var hub = await StartAsync();
        var fault = kind is FaultKind.DropAfter or FaultKind.DropBefore ? new Fault(kind) : new Fault(kind) { Effect = effect };

        await EachAsync(hub, async known =>
        {
            if (known.Operation.Effect != Effect.Create)
                return;

            var calls = await CountCallsAsync(hub, known);
            for (var place = 1; place <= calls; place++)
            {
                await _findings.TryAsync($"{known.Operation.Name}, call {place} of {calls}", () => DoneOnceAsync(hub, known, fault, place));
                hub.Vendor.Host.Faults.Clear();
                hub.Settle();
            }
        });
    }

    [Fact]
    public async Task A_create_that_succeeded_is_not_done_again()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (known.Operation.Effect != Effect.Create || !hub.Vendor.CanLoad(known.Operation))
                return;

            var call = await known.PrepareAsync(hub);
            var before = hub.Vendor.Live(known.Operation);
            await call(CancellationToken.None);
            await call(CancellationToken.None);

            (hub.Vendor.Live(known.Operation) - before).ShouldBe(hub.Vendor.Makes(known.Operation, known.Makes));
        });
    }

    private static async Task DoneOnceAsync(ComplianceHub hub, OperationCase known, Fault fault, int place)
    {
        var call = await known.PrepareAsync(hub);
        var before = hub.Vendor.Live(known.Operation);
        Spoil(hub, fault, place);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await call(CancellationToken.None);
                (hub.Vendor.Live(known.Operation) - before).ShouldBe(hub.Vendor.Makes(known.Operation, known.Makes), $"after {attempt} attempts");
                return;
            }
            catch (VendorException exception) when (attempt <= 3)
            {
                exception.Error.EffectUnknown.ShouldBeFalse(exception.Message);
                hub.Vendor.Live(known.Operation).ShouldBe(before, "Nothing was made, says the hub.");
            }
            catch (HubException exception) when (exception.Code == "outcome_never_known")
            {
                (hub.Vendor.Live(known.Operation) - before).ShouldBeLessThanOrEqualTo(known.Makes);
                hub.Vendor.CannotSearch(known.Operation).ShouldNotBeNull(exception.Message);
                return;
            }
            catch (HubException exception) when (attempt <= 3 && exception.Code == "outcome_unknown")
            {
                (hub.Vendor.Live(known.Operation) - before).ShouldBeLessThanOrEqualTo(known.Makes);
            }

            hub.Settle();
        }
    }
}
