using System.Reflection;
using Gatehouse.Functions.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Gatehouse.Functions.Tests;

/// <summary>The functions as the host would find them.</summary>
internal static class Shell
{
    public static IReadOnlyList<MethodInfo> Functions { get; } =
    [
        .. typeof(HttpPipeline).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null),
    ];

    public static IReadOnlyList<(MethodInfo Method, HttpTriggerAttribute Trigger)> Http { get; } = TriggeredBy<HttpTriggerAttribute>();

    public static IReadOnlyList<(MethodInfo Method, TimerTriggerAttribute Trigger)> Timers { get; } = TriggeredBy<TimerTriggerAttribute>();

    public static IReadOnlyList<(MethodInfo Method, QueueTriggerAttribute Trigger)> Queues { get; } = TriggeredBy<QueueTriggerAttribute>();

    public static string NameOf(MethodInfo method) => method.GetCustomAttribute<FunctionAttribute>()!.Name;

    /// <summary>The settings of a development machine.</summary>
    public static IConfiguration Settings(string storage, string secretsFolder) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Azure:StorageConnectionString"] = storage,
            ["Azure:StorageAccountName"] = "",
            ["Azure:StorageSuffix"] = "core.windows.net",
            ["Azure:VaultUri"] = "",
            ["Development:SecretsFolder"] = secretsFolder,
            ["Retention:OperationDays"] = "8",
        })
        .Build();

    private static List<(MethodInfo Method, T Trigger)> TriggeredBy<T>()
        where T : TriggerBindingAttribute =>
        [.. Functions.SelectMany(method => method.GetParameters().Select(parameter => parameter.GetCustomAttribute<T>()).OfType<T>().Select(trigger => (method, trigger)))];
}
