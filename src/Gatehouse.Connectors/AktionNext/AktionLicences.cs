using System.Collections.Concurrent;

namespace Gatehouse.Connectors.AktionNext;

/// <summary>Remembers for a while which calls an installation answered with "not licensed", so that they show as unavailable.</summary>
/// <param name="time">The clock.</param>
internal sealed class AktionLicences(TimeProvider time)
{
    /// <summary>How long such an answer counts: licences are bought.</summary>
    public static readonly TimeSpan CountsFor = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Facility, Uri Address, string Path), DateTimeOffset> _missing = new();

    /// <summary>Notes that a facility is not licensed for a call.</summary>
    public void Note(FacilityContext context, string path) => _missing[Key(context, path)] = time.GetUtcNow() + CountsFor;

    /// <summary>Forgets what was noted of a facility.</summary>
    public void Forget(FacilityContext context)
    {
        foreach (var key in _missing.Keys.Where(key => key.Facility == context.Facility.Id))
            _missing.TryRemove(key, out _);
    }

    /// <summary>Why a facility cannot make a call for now; <see langword="null"/> when it can.</summary>
    public string? Reason(FacilityContext context, string path) =>
        _missing.TryGetValue(Key(context, path), out var until) && until > time.GetUtcNow()
            ? $"This Aktion answered that it is not licensed for {path} (error 8). Test the connection once it is."
            : null;

    private static (string Facility, Uri Address, string Path) Key(FacilityContext context, string path) =>
        (context.Facility.Id, context.Settings<AktionSettings>().BaseUrl, path);
}
