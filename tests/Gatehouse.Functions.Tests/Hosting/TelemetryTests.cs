using Gatehouse.Functions.Hosting;
using Gatehouse.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Functions.Tests.Hosting;

/// <summary>What the hub says and does reaches those who are to see it.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private Collector _collector = null!;

    public async Task InitializeAsync() => _collector = await Collector.StartAsync();

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task A_collector_gets_spans_and_log_entries()
    {
        await WorkAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });

        _collector.Text("/v1/traces").ShouldContain("Gatehouse.Work");
        _collector.Text("/v1/traces").ShouldContain("SomeWork");
        _collector.Text("/v1/logs").ShouldContain("It happened to us");
        _collector.Text("/v1/logs").ShouldNotContain("chatter");
    }

    [Fact]
    public async Task Application_Insights_gets_spans_and_the_event_names_that_alerts_look_for()
    {
        await WorkAsync(new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = _collector.ConnectionString,
        });

        var sent = _collector.Text("/track");
        sent.ShouldContain("SomeWork");
        sent.ShouldContain("It happened to us");
        sent.ShouldContain("\"EventName\":\"SomeEvent\"");
        sent.ShouldNotContain("chatter");
    }

    [Fact]
    public async Task Both_get_it_when_both_are_set()
    {
        await WorkAsync(new()
        {
            ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = _collector.ConnectionString,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });

        _collector.Text("/v1/traces").ShouldContain("SomeWork");
        _collector.Text("/track").ShouldContain("SomeWork");
    }

    [Fact]
    public void Without_a_destination_the_host_goes_on_telling_what_the_worker_logs() => new ServiceCollection()
        .AddGatehouseTelemetry(new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", "")]).Build())
        .ShouldBeNull();

    private static async Task WorkAsync(Dictionary<string, string?> settings)
    {
        using var host = new HostBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
            .ConfigureServices((context, services) =>
            {
                services.AddSingleton(TimeProvider.System).AddSingleton<QueueRunner>();
                services.AddGatehouseTelemetry(context.Configuration).ShouldNotBeNull();
            })
            .Build();
        await host.StartAsync();
        var logging = host.Services.GetRequiredService<ILoggerFactory>();
        await host.Services.GetRequiredService<QueueRunner>().RunAsync(
            new SomeWork(logging.CreateLogger("Gatehouse.Something"), logging.CreateLogger("Microsoft.Something")),
            new QueueDelivery("1", "{}", DateTimeOffset.UnixEpoch),
            CancellationToken.None);
        await host.StopAsync();
    }

    private sealed partial class SomeWork(ILogger ours, ILogger others) : IQueueWork
    {
        public string Name => nameof(SomeWork);

        public string Queue => "some-queue";

        public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
        {
            LogOurs(ours, "us");
            LogChatter(others);
            return Task.CompletedTask;
        }

        [LoggerMessage(1, LogLevel.Information, "It happened to {Whom}", EventName = "SomeEvent")]
        private static partial void LogOurs(ILogger logger, string whom);

        [LoggerMessage(2, LogLevel.Information, "Mere chatter")]
        private static partial void LogChatter(ILogger logger);
    }
}
