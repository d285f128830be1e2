using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Control;

/// <summary>The latest calls of the vendor's API, oldest first; the oldest are forgotten when it is full. Thread-safe.</summary>
public sealed class RequestLog
{
    private const string Hidden = "***";

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly RequestEntry[] _entries;
    private long _last;
    private long _cleared;
    private TaskCompletionSource? _added;

    internal RequestLog(int capacity, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _entries = new RequestEntry[capacity];
        _clock = clock;
    }

    /// <summary>The calls remembered, oldest first.</summary>
    /// <param name="after">Only those with a higher sequence number.</param>
    public IReadOnlyList<RequestEntry> List(long after = 0)
    {
        lock (_lock)
        {
            var first = Math.Max(Math.Max(after, _cleared), _last - _entries.Length) + 1;
            var list = new List<RequestEntry>();
            for (var sequence = first; sequence <= _last; sequence++)
                list.Add(_entries[sequence % _entries.Length]);
            return list;
        }
    }

    /// <summary>Waits until a call that fits has been logged, and gives the first.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<RequestEntry> WaitAsync(Func<RequestEntry, bool> fits, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fits);
        while (true)
        {
            Task added;
            lock (_lock)
            {
                if (List().FirstOrDefault(fits) is { } entry)
                    return entry;
                _added ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                added = _added.Task;
            }

            await added.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets all calls. Sequence numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _cleared = _last;
            Array.Clear(_entries);
        }
    }

    internal void Add(SimulatedRequest request, IReadOnlySet<string> secrets, int? status, FaultKind? fault)
    {
        var query = Redact(request.Query, secrets);
        var form = Redact(request.Body, secrets);
        var time = _clock.GetUtcNow();
        TaskCompletionSource? added;
        lock (_lock)
        {
            var sequence = ++_last;
            _entries[sequence % _entries.Length] = new RequestEntry(
                sequence, time, request.Method, request.Path, request.ContentType, query, form, status, fault);
            (added, _added) = (_added, null);
        }

        added?.TrySetResult();
    }

    private static IReadOnlyDictionary<string, string> Redact(IReadOnlyDictionary<string, string> values, IReadOnlySet<string> secrets)
    {
        if (!values.Any(value => secrets.Contains(value.Key) || IsObjectWith(value.Value, secrets)))
            return values;

        var redacted = new Dictionary<string, string>(values.Count, StringComparer.Ordinal);
        foreach (var (name, value) in values)
            redacted.Add(name, secrets.Contains(name) ? Hidden : IsObjectWith(value, secrets) ? RedactObject(value, secrets) : value);
        return redacted;
    }

    private static bool IsObjectWith(string value, IReadOnlySet<string> secrets) =>
        value.StartsWith('{') && secrets.Any(secret => value.Contains($"\"{secret}\"", StringComparison.OrdinalIgnoreCase));

    private static string RedactObject(string value, IReadOnlySet<string> secrets)
    {
        try
        {
            var node = JsonNode.Parse(value)!.AsObject();
            Hide(node, secrets);
            return node.ToJsonString();
        }
        catch (JsonException)
        {
            return Hidden;
        }
    }

    private static void Hide(JsonObject node, IReadOnlySet<string> secrets)
    {
        foreach (var (name, member) in node.ToList())
        {
            if (secrets.Contains(name))
                node[name] = Hidden;
            else if (member is JsonObject inner)
                Hide(inner, secrets);
        }
    }
}
