using System.Collections.Concurrent;
using Gatehouse.Connectors;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.State;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Credentials;

/// <summary>
/// Keeps credentials fresh that soon stop working, such as Spintly's QR codes: one at a time over all instances asks the vendor, at most once
/// in <see cref="Pause"/> for each visit or access. What one way to a code has renewed, any other takes.
/// </summary>
/// <param name="calls">Calls vendors.</param>
/// <param name="store">The latest renewals.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of leases that could not be given back.</param>
public sealed partial class CredentialRenewal(VendorCalls calls, RenewalStore store, TimeProvider time, ILogger<CredentialRenewal> logger)
{
    /// <summary>The least time between two renewals.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeaseAfterCall = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<(string Facility, string Id), Lazy<Task<IReadOnlyList<Credential>>>> _running = new();

    /// <summary>Whether credentials are of those that are renewed before they stop working.</summary>
    public bool Concerns(FacilityContext context, IReadOnlyList<Credential> credentials) =>
        credentials.Any(credential => credential.ExpiresAt is not null) && calls.Can(context, CredentialOperations.Refresh);

    /// <summary>The credentials of a visit or access as they can be handed out now; renewed where they could not.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="id">The vendor's id of the visit or access.</param>
    /// <param name="current">The credentials as they are known.</param>
    /// <param name="cancellationToken">Ends the waiting; a renewal that was begun runs to its end.</param>
    /// <exception cref="VendorException">The vendor did not renew them, or was asked too recently.</exception>
    public async Task<IReadOnlyList<Credential>> FreshAsync(
        FacilityContext context, string id, IReadOnlyList<Credential> current, CancellationToken cancellationToken)
    {
        if (!Concerns(context, current))
            return current;

        var known = await store.FindAsync(context.Facility.Id, id, cancellationToken);
        return Fresh(known) ?? await SharedAsync(context, id, Fresh).WaitAsync(cancellationToken);

        IReadOnlyList<Credential>? Fresh(RenewalState state)
        {
            var now = time.GetUtcNow();
            var best = state.Latest is { } latest && IsLater(latest, state.AskedAt, current, now) ? latest : current;
            return CredentialFreshness.AreFresh(best, now) ? best : null;
        }
    }

    /// <summary>Renews the credentials of a visit or access, unless that was done just now.</summary>
    /// <inheritdoc cref="FreshAsync" />
    public Task<IReadOnlyList<Credential>> RenewAsync(FacilityContext context, string id, CancellationToken cancellationToken) =>
        SharedAsync(
            context,
            id,
            state => state.Latest is { } latest && state.AskedAt + Pause > time.GetUtcNow() && CredentialFreshness.AreFresh(latest, time.GetUtcNow()) ? latest : null)
            .WaitAsync(cancellationToken);

    /// <summary>Whether one set of credentials was issued after another.</summary>
    internal static bool IsLater(IReadOnlyList<Credential> renewed, DateTimeOffset? askedAt, IReadOnlyList<Credential> current, DateTimeOffset now) =>
        (CredentialFreshness.EndOf(renewed), CredentialFreshness.EndOf(current)) switch
        {
            (_, null) => false,
            ({ } end, { } other) => end > other,

            // The last code of a window lives as long as that. If the window is longer by now, the code is an old one.
            (null, _) => askedAt + Pause > now,
        };

    // Who waits in this process waits for the same task, and others at the row's lease.
    private async Task<IReadOnlyList<Credential>> SharedAsync(FacilityContext context, string id, Func<RenewalState, IReadOnlyList<Credential>?> fresh)
    {
        var key = (context.Facility.Id, id);
        var run = _running.GetOrAdd(
            key, _ => new Lazy<Task<IReadOnlyList<Credential>>>(() => Task.Run(() => RunAsync(context, id, fresh))));
        try
        {
            return await run.Value;
        }
        finally
        {
            _running.TryRemove(new(key, run));
        }
    }

    private async Task<IReadOnlyList<Credential>> RunAsync(FacilityContext context, string id, Func<RenewalState, IReadOnlyList<Credential>?> fresh)
    {
        var facility = context.Facility.Id;
        while (true)
        {
            var state = await store.FindAsync(facility, id, CancellationToken.None);
            if (fresh(state) is { } credentials)
                return credentials;

            var now = time.GetUtcNow();
            if (state.LeaseUntil > now)
            {
                await Task.Delay(Look, time);
                continue;
            }

            if (state.AskedAt + Pause - now is { } wait && wait > TimeSpan.Zero)
            {
                throw new VendorException(new VendorError(
                    VendorErrorKind.RateLimited, "The credentials were asked for a moment ago and could not be had; ask again.", "renewed_too_often", RetryAfter: wait));
            }

            var lease = state with { AskedAt = now, LeaseUntil = now + TimeSpan.FromSeconds(context.Facility.Resilience.TotalTimeoutSeconds) + LeaseAfterCall };
            if (await store.WriteAsync(facility, id, lease, CancellationToken.None) is { } version)
                return await AskAsync(context, id, lease with { LeaseUntil = null, Version = version });
        }
    }

    private async Task<IReadOnlyList<Credential>> AskAsync(FacilityContext context, string id, RenewalState released)
    {
        try
        {
            var latest = await calls.CallAsync(context, CredentialOperations.Refresh, new ItemRequest(id), CancellationToken.None);
            released = released with { Latest = latest };
            return latest;
        }
        finally
        {
            try
            {
                await store.WriteAsync(context.Facility.Id, id, released, CancellationToken.None);
            }
            catch (StateStoreException exception)
            {
                // The lease ends by itself; the credentials are good.
                LogNotReleased(logger, exception, id, context.Facility.Id);
            }
        }
    }

    [LoggerMessage(420, LogLevel.Warning, "The renewed credentials of {Id} at {Facility} could not be written down.")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, string id, string facility);
}
