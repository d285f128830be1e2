using Gatehouse.Errors;
using Gatehouse.Facilities;
using Gatehouse.People;
using Gatehouse.Vendors;
using Gatehouse.Work;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Sync;

/// <summary>Asks for a synchronization of each facility that can list people.</summary>
/// <param name="facilities">All facilities.</param>
/// <param name="directory">Their contexts.</param>
/// <param name="calls">Knows what they can do.</param>
/// <param name="queue">Where synchronizations are asked for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Tells of facilities that are left out.</param>
public sealed partial class SyncUsers(
    FacilityStore facilities, FacilityDirectory directory, VendorCalls calls, IWorkQueue queue, TimeProvider time, ILogger<SyncUsers> logger)
    : ITimerWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(SyncUsers);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Schedule => WorkSchedules.SyncUsers;

    /// <inheritdoc />
    public TimeSpan LongestRun { get; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var run = SyncRunStore.NameOf(time.GetUtcNow());
        await foreach (var facility in facilities.ListAsync(cancellationToken))
        {
            if (await CanAsync(facility.Value.Id, cancellationToken))
            {
                var message = new SyncMessage(facility.Value.Id, run, WorkTrace.Current);
                await queue.EnqueueAsync(WorkQueues.FacilitySync, message.ToString(), TimeSpan.Zero, cancellationToken);
            }
        }
    }

    private async Task<bool> CanAsync(string facility, CancellationToken cancellationToken)
    {
        try
        {
            return calls.Can(await directory.GetAsync(facility, cancellationToken), PeopleOperations.List);
        }
        catch (Exception exception) when (exception is VendorException or HubException)
        {
            LogLeftOut(logger, facility, exception.Message);
            return false;
        }
    }

    [LoggerMessage(29, LogLevel.Warning, "{Facility} is not synchronized: {Reason}")]
    private static partial void LogLeftOut(ILogger logger, string facility, string reason);
}
