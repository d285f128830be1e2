using System.Globalization;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Gatehouse.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Gatehouse.Functions.Hosting;

/// <summary>Registers the worker's own telemetry.</summary>
public static class TelemetryExtensions
{
    /// <summary>The source of the span of each call of a function, within which the hub's own spans are.</summary>
    public const string WorkerSourceName = "Microsoft.Azure.Functions.Worker";

    /// <summary>
    /// Sends the worker's spans and log entries to Application Insights and to an OpenTelemetry collector, whichever is set. Returns
    /// <see langword="null"/> when none is: then the Functions host is to go on telling what the worker logs.
    /// </summary>
    public static OpenTelemetryBuilder? AddGatehouseTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var insights = configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"];
        var collector = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector))
            return null;

        // The worker's entries do not pass the host any more, nor its filter of them in host.json.
        services.AddLogging(logging => logging
            .AddFilter<OpenTelemetryLoggerProvider>("", LogLevel.Warning)
            .AddFilter<OpenTelemetryLoggerProvider>("Gatehouse", LogLevel.Information));
        services.Configure<OpenTelemetryLoggerOptions>(options => options.IncludeFormattedMessage = true);
        var telemetry = services.AddOpenTelemetry();
        telemetry.WithTracing(tracing => tracing.AddSource(WorkTrace.SourceName, WorkerSourceName)).WithLogging();
        if (!string.IsNullOrEmpty(insights))
            telemetry.UseAzureMonitorExporter(options => Configure(options, insights, configuration));
        if (!string.IsNullOrEmpty(collector))
            telemetry.UseOtlpExporter();
        return telemetry;
    }

    private static void Configure(AzureMonitorExporterOptions options, string connection, IConfiguration configuration)
    {
        options.ConnectionString = connection;
        options.EnableLiveMetrics = false;

        // Else it keeps five traces a second and drops the log entries of the others, which alerts look for.
        options.TracesPerSecond = null;
        options.SamplingRatio = ShareOf(configuration["OTEL_TRACES_SAMPLER_ARG"]);

        // What the Functions host goes by as well. Which identity it is, AZURE_CLIENT_ID says.
        if (!string.IsNullOrEmpty(configuration["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"]))
            options.Credential = new DefaultAzureCredential();
    }

    private static float ShareOf(string? text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share : 1;
}
