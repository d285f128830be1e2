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
    [InlineData("\"batchSize\": 16", "\"batchSize\": 33", "batchSize is 33")]
    [InlineData("\"batchSize\": 16", "\"batchSize\": 0", "must be 1 to 32")]
    [InlineData("\"batchSize\": 16", "\"batchSize\": 1.5", "how queues are worked")]
    [InlineData("\"newBatchThreshold\": 8", "\"newBatchThreshold\": -1", "newBatchThreshold")]
    [InlineData("\"maxDequeueCount\": 5", "\"maxDequeueCount\": 0", "maxDequeueCount")]
    [InlineData("\"visibilityTimeout\": \"00:00:30\"", "\"visibilityTimeout\": \"-00:00:30\"", "visibilityTimeout")]
    [InlineData("\"visibilityTimeout\": \"00:00:30\"", "\"visibilityTimeout\": \"99999999.00:00:00\"", "'99999999.00:00:00' is no time")]
    [InlineData("\"visibilityTimeout\": \"00:00:30\"", "\"visibilityTimeout\": \"8.00:00:00\"", "must be 00:00:00 to 7.00:00:00")]
    [InlineData("\"maxPollingInterval\": \"00:00:02\"", "\"maxPollingInterval\": \"00:00:00\"", "maxPollingInterval")]
    [InlineData("\"functionTimeout\": \"00:10:00\"", "\"functionTimeout\": \"-1\"", "functionTimeout is -1.00:00:00")]
    public void A_value_that_cannot_be_is_named(string from, string to, string message)
    {
        var json = File.ReadAllText(Repository.PathOf("host.json"));
        json.ShouldContain(from);

        var error = Should.Throw<FormatException>(() => QueueSettings.Parse(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))));

        error.Message.ShouldContain("host.json");
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("""{"functionTimeout":"00:10:00","extensions":{"queues":{"batchSize":"many"}}}""")]
    public void Others_are_a_clear_error(string json) =>
        Should.Throw<FormatException>(() => QueueSettings.Parse(Encoding.UTF8.GetBytes(json))).Message.ShouldContain("host.json");
}
