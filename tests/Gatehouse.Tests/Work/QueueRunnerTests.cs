using System.Diagnostics;
using System.Globalization;
using Gatehouse.Testing;
using Gatehouse.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Work;

public sealed class QueueRunnerTests
{
    private const string Now = "2026-03-20T05:00:00+00:00";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Work_belongs_to_the_trace_of_its_message()
    {
        var work = new Work(_ => { });

        await RunAsync(work, $$"""{"traceparent":"00-{{Trace}}-b7ad6b7169203331-01"}""");

        work.Trace.ShouldBe(Trace);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("""{"traceparent":7}""")]
    [InlineData("""{"traceparent":"nonsense"}""")]
    public async Task A_message_without_a_trace_gets_its_own_and_reaches_its_work(string body)
    {
        var work = new Work(_ => { });

        await RunAsync(work, body);

        work.Trace.ShouldNotBeNull().Length.ShouldBe(32);
        work.Body.ShouldBe(body);
    }

    [Fact]
    public async Task A_failure_reaches_the_queue() =>
        await Should.ThrowAsync<FormatException>(() => RunAsync(new Work(_ => throw new FormatException()), "{}"));

    [Theory]
    [InlineData("m-1", "2026-03-20T05:15:00+01:00", "m-1", "2026-03-20T04:15:00+00:00")]
    [InlineData("m-1", "\"2026-03-20T04:15:00\"", "m-1", "2026-03-20T04:15:00+00:00")]
    [InlineData("{}", "soon", "{}", Now)]
    [InlineData(null, null, "unknown", Now)]
    [InlineData("m-1", "2001-01-01T00:00:00Z", "m-1", Now)]
    [InlineData("m-1", "9999-01-01T00:00:00Z", "m-1", Now)]
    public async Task Whatever_stands_beside_a_message_it_is_worked(string? id, string? enqueuedAt, string expectedId, string expectedTime)
    {
        var work = new Work(_ => { });
        var clock = new FakeClock(DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture));

        await new QueueRunner(clock, NullLogger<QueueRunner>.Instance).RunAnyAsync(work, "body", id, enqueuedAt, CancellationToken.None);

        work.Delivery.ShouldBe(new QueueDelivery(expectedId, "body", DateTimeOffset.Parse(expectedTime, CultureInfo.InvariantCulture)));
    }

    private static Task RunAsync(Work work, string body) => new QueueRunner(TimeProvider.System, NullLogger<QueueRunner>.Instance)
        .RunAsync(work, new QueueDelivery("1", body, DateTimeOffset.UnixEpoch), CancellationToken.None);

    private sealed class Work(Action<string> work) : IQueueWork
    {
        public string? Trace { get; private set; }

        public QueueDelivery? Delivery { get; private set; }

        public string? Body => Delivery?.Body;

        public string Name => "Work";

        public string Queue => "some-queue";

        public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
        {
            Trace = Activity.Current?.TraceId.ToHexString();
            Delivery = delivery;
            work(delivery.Body);
            return Task.CompletedTask;
        }
    }
}
