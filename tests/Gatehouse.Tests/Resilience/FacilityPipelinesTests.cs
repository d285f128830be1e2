using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.Testing;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Resilience;

public sealed class FacilityPipelinesTests
{
    private static readonly Operation<Unit, string> Read = new("things.get", Effect.Read, Scopes.VisitsRead, "Reads a thing");
    private readonly FakeClock _clock = new();
    private readonly FacilityPipelines _pipelines;

    public FacilityPipelinesTests() => _pipelines = new FacilityPipelines(_clock, NullLogger<FacilityPipelines>.Instance);

    [Fact]
    public async Task A_deleted_facility_s_pipeline_is_dropped_and_its_call_ends_well()
    {
        var facility = Facility("gone");
        var answer = new TaskCompletionSource<string>();
        var call = _pipelines.For(facility).CallAsync(Read, CallUrgency.Interactive, _ => answer.Task, CancellationToken.None);

        _pipelines.Forget("gone");
        _pipelines.Forget("never there");

        _pipelines.Count.ShouldBe(0);
        answer.SetResult("answered");
        (await call).ShouldBe("answered");
    }

    [Fact]
    public async Task A_facility_that_is_made_anew_has_a_closed_circuit()
    {
        for (var i = 0; i < 30; i++)
            await Should.ThrowAsync<VendorException>(CallAsync(() => throw new VendorException(VendorErrorKind.Invalid, "no")));
        for (var i = 0; i < 30; i++)
            await Should.ThrowAsync<VendorException>(CallAsync(() => throw new VendorException(new VendorError(VendorErrorKind.Unavailable, "away", RetryAfter: TimeSpan.FromHours(2)))));
        var refused = await Should.ThrowAsync<VendorException>(CallAsync(() => "back"));
        refused.Error.Code.ShouldBe("circuit_open");

        _pipelines.Forget("f");

        (await CallAsync(() => "back")).ShouldBe("back");
    }

    [Fact]
    public void A_pipeline_that_nobody_uses_is_dropped_after_a_day_and_one_in_use_stays()
    {
        _pipelines.For(Facility("idle"));
        for (var hour = 0; hour < 26; hour++)
        {
            _pipelines.For(Facility("used"));
            _clock.Advance(TimeSpan.FromHours(1));
        }

        _pipelines.For(Facility("used"));

        _pipelines.Count.ShouldBe(1);
    }

    private Task<string> CallAsync(Func<string> vendor) => _pipelines.For(Facility("f")).CallAsync(
        Read, CallUrgency.Interactive, _ => Task.FromResult(vendor()), CancellationToken.None);

    private static Facility Facility(string id) => new() { Id = id, Name = id, System = "test", TimeZone = "UTC" };
}
