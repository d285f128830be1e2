using System.Diagnostics;
using System.Text.Json;

namespace Gatehouse.Work;

/// <summary>Traces of work: a message's work belongs to the trace of what enqueued it.</summary>
public static class WorkTrace
{
    /// <summary>The name of the source of all spans of work, for those who export them.</summary>
    public const string SourceName = "Gatehouse.Work";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>What a message carries so that its work belongs to the current trace; <see langword="null"/> without one.</summary>
    internal static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;

    /// <summary>Starts the activity of some work, whether or not somebody listens: the trace must not end here.</summary>
    internal static Activity Start(string name, ActivityKind kind, string? parent = null)
    {
        if (Source.CreateActivity(name, kind, parent) is { } observed)
            return observed.Start();

        var activity = new Activity(name);
        if (parent is not null)
            activity.SetParentId(parent);
        return activity.Start();
    }

    /// <summary>The member <c>traceparent</c> of a message.</summary>
    internal static string? ParentOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var parent = document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("traceparent", out var member)
                && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
            return ActivityContext.TryParse(parent, null, out _) ? parent : null;
        }
        catch (JsonException)
        {
            // What is wrong with the message is said by its work.
            return null;
        }
    }
}
