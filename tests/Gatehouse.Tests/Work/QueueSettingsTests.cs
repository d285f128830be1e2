using System.Text;
using Gatehouse.Testing;
using Gatehouse.Work;

namespace Gatehouse.Tests.Work;

public sealed class QueueSettingsTests
{
    [Fact]
    public void They_are_those_of_host_json() =>
        QueueSettings.Parse(File.ReadAllBytes(Repository.PathOf("host.json"))).ShouldBe(new QueueSettings
        {
            BatchSize = 16,
            NewBatchThreshold = 8,
            MaxDequeueCount = 5,
            VisibilityTimeout = TimeSpan.FromSeconds(30),
            MaxPollingInterval = TimeSpan.FromSeconds(2),
            FunctionTimeout = TimeSpan.FromMinutes(10),
        });

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"functionTimeout":"00:10:00","extensions":{"queues":{"batchSize":"many"}}}""")]
    public void Others_are_a_clear_error(string json) =>
        Should.Throw<FormatException>(() => QueueSettings.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain("host.json");
}
