using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Work;

/// <summary>How queues are worked, as <c>host.json</c> says it for both heads.</summary>
public sealed record QueueSettings
{
    /// <summary>How many messages are fetched at once, 1 to 32.</summary>
    public required int BatchSize { get; init; }

    /// <summary>More are fetched when at most so many are in work.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>How many tries a message has before it goes to the poison queue.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>The wait after a failed try.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>The longest that an idle head waits before it looks again.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>The longest that a message's work may take.</summary>
    public required TimeSpan FunctionTimeout { get; init; }

    /// <summary>Reads the file that lies beside the program.</summary>
    /// <exception cref="FormatException">A setting is missing or not in its form.</exception>
    public static QueueSettings ReadBesideProgram() => Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "host.json")));

    /// <summary>Reads the settings from the text of a <c>host.json</c>.</summary>
    /// <exception cref="FormatException">A setting is missing or not in its form.</exception>
    public static QueueSettings Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var queues = document.RootElement.GetProperty("extensions").GetProperty("queues");
            return Checked(new QueueSettings
            {
                BatchSize = queues.GetProperty("batchSize").GetInt32(),
                NewBatchThreshold = queues.GetProperty("newBatchThreshold").GetInt32(),
                MaxDequeueCount = queues.GetProperty("maxDequeueCount").GetInt32(),
                VisibilityTimeout = Time(queues.GetProperty("visibilityTimeout")),
                MaxPollingInterval = Time(queues.GetProperty("maxPollingInterval")),
                FunctionTimeout = Time(document.RootElement.GetProperty("functionTimeout")),
            });
        }
        catch (Exception exception) when (exception is KeyNotFoundException or JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new FormatException($"host.json does not say how queues are worked: {exception.Message}", exception);
        }
    }

    private static QueueSettings Checked(QueueSettings settings)
    {
        Check("batchSize", settings.BatchSize, 1, WorkLimits.ReceiveMessages);
        Check("newBatchThreshold", settings.NewBatchThreshold, 0, int.MaxValue);
        Check("maxDequeueCount", settings.MaxDequeueCount, 1, int.MaxValue);
        Check("visibilityTimeout", settings.VisibilityTimeout, TimeSpan.Zero, WorkLimits.LongestDelay);
        Check("maxPollingInterval", settings.MaxPollingInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
        Check("functionTimeout", settings.FunctionTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        return settings;
    }

    private static void Check<T>(string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {least} to {most}."));
    }

    private static TimeSpan Time(JsonElement element) =>
        TimeSpan.TryParse(element.GetString(), CultureInfo.InvariantCulture, out var time)
            ? time
            : throw new FormatException($"'{element.GetString()}' is no time such as 00:10:00.");
}
