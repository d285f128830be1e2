using Gatehouse.Access;
using Gatehouse.Errors;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    [Fact]
    public async Task What_the_vendor_does_not_have_is_not_found()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (known.CallMissing is not { } call)
                return;

            var missing = await Should.ThrowAsync<VendorException>(() => call(hub, hub.Vendor.MissingId(known.Operation)));
            missing.Error.Kind.ShouldBe(VendorErrorKind.NotFound);
        });
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (known.CallMissing is not { } call)
                return;

            foreach (var id in new[] { "x/../y?a=b&c=d#é", "%2e%2e%2f", " ", "😀", new string('9', 300) })
            {
                var refusal = await Should.ThrowAsync<Exception>(() => call(hub, id));
                if (refusal is not InvalidInputException)
                    refusal.ShouldBeOfType<VendorException>().Error.Kind.ShouldBeOneOf(VendorErrorKind.NotFound, VendorErrorKind.Invalid);
            }
        });
    }

    [Fact]
    public async Task An_access_that_is_not_there_is_gone()
    {
        await using var hub = await StartAsync();
        if (!await hub.CanAsync(AccessOperations.Revoke))
            return;

        var (_, applied) = await OperationCases.AppliedAsync(hub);
        var revocation = await hub.CallAsync(AccessOperations.Revoke, new AccessRevoke(applied, "over", []));

        (await hub.CallAsync(AccessOperations.Revoke, new AccessRevoke(applied, "over", []))).ShouldBe(revocation);
        if (await hub.CanAsync(AccessOperations.Inspect))
        {
            var never = await hub.CallAsync(AccessOperations.Inspect, new AccessInspect(null, Guid.CreateVersion7().ToString("N"), hub.Vendor.Access(Texts.Unique())));
            never.Found.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Content_that_the_vendor_refuses_is_invalid()
    {
        await using var hub = await StartAsync();

        var refusal = await Should.ThrowAsync<VendorException>(() => hub.Vendor.RefusedContentAsync(hub));

        // What a reference names may be called missing.
        refusal.Error.Kind.ShouldBeOneOf(VendorErrorKind.Invalid, VendorErrorKind.NotFound);
        refusal.Error.EffectUnknown.ShouldBeFalse();
        refusal.Error.VendorMessage.ShouldNotBeNullOrWhiteSpace("The vendor's own words are kept.");
    }

    [Theory]
    [InlineData(FaultKind.Status, VendorErrorKind.Unavailable)]
    [InlineData(FaultKind.DropBefore, VendorErrorKind.Unavailable)]
    [InlineData(FaultKind.DropAfter, VendorErrorKind.Unavailable)]
    [InlineData(FaultKind.Malformed, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Html, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Empty, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.HalfJson, VendorErrorKind.Protocol)]
    public async Task A_spoilt_answer_is_a_failure_of_its_kind(FaultKind fault, VendorErrorKind kind)
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (known.Operation.Effect == Effect.Create)
                return;

            var calls = await CountCallsAsync(hub, known);
            for (var place = 1; place <= calls; place++)
                await _findings.TryAsync($"{known.Operation.Name}, call {place} of {calls}", () => SpoiltAsync(hub, known, fault, kind, place));
        });
    }

    [Fact]
    public async Task A_vendor_that_does_not_answer_times_out()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (await CountCallsAsync(hub, known) == 0)
                return;

            var call = await PrepareAsync(hub, known);
            hub.Vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Next = 1 });
            var before = LastCall(hub);
            var waiting = call(CancellationToken.None);
            await HeldAsync(hub, before);
            hub.Clock.Advance(TimeSpan.FromSeconds(11));

            var failure = await Should.ThrowAsync<Exception>(() => waiting);
            ErrorOf(failure).ShouldNotBeNull($"{failure}").Kind.ShouldBe(VendorErrorKind.Timeout);
        });
    }

    [Fact]
    public async Task Too_many_calls_are_told_with_the_wait()
    {
        await using var hub = await StartAsync();
        var fault = hub.Vendor.TooManyCalls;

        await EachAsync(hub, async known =>
        {
            if (await CountCallsAsync(hub, known) == 0)
                return;

            var call = await PrepareAsync(hub, known);
            var before = known.Makes > 0 ? hub.Vendor.Live(known.Operation) : 0;
            hub.Vendor.Host.Faults.Add(fault with { Next = 1 });

            var failure = await Should.ThrowAsync<VendorException>(() => call(CancellationToken.None));

            failure.Error.Kind.ShouldBe(VendorErrorKind.RateLimited);
            if (fault.Headers?.ContainsKey("Retry-After") == true)
                failure.Error.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
            if (known.Makes > 0)
                hub.Vendor.Live(known.Operation).ShouldBe(before);
        });
    }

    [Fact]
    public async Task A_passing_failure_is_passed_over()
    {
        await using var hub = await StartAsync(retries: 2);
        var busy = new Fault(FaultKind.Status) { Status = 503, Headers = new Dictionary<string, string> { ["Retry-After"] = "0" }, Next = 1 };

        await EachAsync(hub, async known =>
        {
            var call = await PrepareAsync(hub, known);
            hub.Vendor.Host.Faults.Add(busy);
            var repeated = call(CancellationToken.None);

            // A login that failed is tried again by the clock.
            while (await Task.WhenAny(repeated, Task.Delay(5)) != repeated)
                hub.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await repeated;
        });
    }

    [Fact]
    public async Task Whoever_cancels_does_not_wait()
    {
        await using var hub = await StartAsync();

        await EachAsync(hub, async known =>
        {
            if (await CountCallsAsync(hub, known) == 0)
                return;

            var call = await PrepareAsync(hub, known);
            var before = LastCall(hub);
            await Should.ThrowAsync<OperationCanceledException>(() => call(new CancellationToken(canceled: true)));
            CallsSince(hub, before).ShouldBeEmpty();
            if (known.Operation.Effect == Effect.Create)
                return;

            hub.Vendor.Host.Faults.Add(new Fault(FaultKind.Hang) { Next = 1 });
            using var given = new CancellationTokenSource();
            var waiting = call(given.Token);
            await HeldAsync(hub, before);
            await given.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        });
    }

    private static async Task SpoiltAsync(ComplianceHub hub, OperationCase known, FaultKind kind, VendorErrorKind expected, int place)
    {
        var call = await PrepareAsync(hub, known);
        Spoil(hub, new Fault(kind) { Status = kind == FaultKind.Html ? 200 : null }, place);
        try
        {
            await call(CancellationToken.None);

            // A transport may send what has no body again by itself, and a connector may bear an answer that says nothing.
            if (kind is not (FaultKind.DropBefore or FaultKind.DropAfter) && hub.Vendor.Host.Faults.Active.Count == 0)
                hub.Vendor.Bears(known.Operation, kind).ShouldNotBeNull("It succeeded although the answer says nothing.");
        }
        catch (VendorException exception)
        {
            exception.Error.Kind.ShouldBe(expected, exception.Message);
        }
        finally
        {
            hub.Vendor.Host.Faults.Clear();
            hub.Settle();
        }
    }

    private static async Task HeldAsync(ComplianceHub hub, long after)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await hub.Vendor.Host.Requests.WaitAsync(entry => entry.Sequence > after && entry.Fault == FaultKind.Hang, limit.Token);
    }

    private static VendorError? ErrorOf(Exception exception) => exception switch
    {
        VendorException vendor => vendor.Error,
        HubException { InnerException: VendorException vendor } => vendor.Error,
        _ => null,
    };
}
