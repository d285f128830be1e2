using Gatehouse.Work;

namespace Gatehouse.Grants;

/// <summary>Writes the work rows of a grant that is asked for again and wakes its lanes; goes on with revocations of many grants.</summary>
/// <param name="store">The grants.</param>
/// <param name="work">Schedules targets.</param>
/// <param name="revocations">Revokes many.</param>
public sealed class FanOutGrant(GrantStore store, GrantWork work, Revocations revocations) : IQueueWork
{
    /// <summary>The function's name.</summary>
    public const string FunctionName = nameof(FanOutGrant);

    /// <inheritdoc />
    public string Name => FunctionName;

    /// <inheritdoc />
    public string Queue => WorkQueues.GrantFanOut;

    /// <inheritdoc />
    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = FanOutMessage.Parse(delivery.Body);
        if (message.Revocation is { } revocation)
            await revocations.WorkAsync(revocation, cancellationToken);
        else if (await store.FindAsync(message.Grant!, cancellationToken) is { } grant)
            await work.ScheduleAsync(message.Grant!, grant.Targets.Select(target => target.Value).Where(target => target.HasWork), cancellationToken);
    }
}
