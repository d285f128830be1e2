using Gatehouse.Work;

namespace Gatehouse.Local.Work;

/// <summary>A queue that rings the bell for what is visible at once.</summary>
internal sealed class RingingQueue(IWorkQueue inner, QueueBell bell) : IWorkQueue
{
    /// <summary>Puts it before the registered queue.</summary>
    public static void Decorate(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(IWorkQueue));
        services.Remove(registered);
        services.AddSingleton<IWorkQueue>(provider => new RingingQueue(
            (IWorkQueue)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!), provider.GetRequiredService<QueueBell>()));
    }

    /// <inheritdoc />
    public async Task EnqueueAsync(string queue, string body, TimeSpan delay, CancellationToken cancellationToken)
    {
        await inner.EnqueueAsync(queue, body, delay, cancellationToken);
        if (delay == TimeSpan.Zero)
            bell.Ring(queue);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(
        string queue, int max, TimeSpan visibility, int maxDequeueCount, CancellationToken cancellationToken) =>
        inner.ReceiveAsync(queue, max, visibility, maxDequeueCount, cancellationToken);

    /// <inheritdoc />
    public Task<bool> CompleteAsync(WorkMessage message, CancellationToken cancellationToken) => inner.CompleteAsync(message, cancellationToken);

    /// <inheritdoc />
    public Task<bool> AbandonAsync(WorkMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        inner.AbandonAsync(message, delay, cancellationToken);

    /// <inheritdoc />
    public Task<WorkMessage?> RenewAsync(WorkMessage message, TimeSpan visibility, CancellationToken cancellationToken) =>
        inner.RenewAsync(message, visibility, cancellationToken);

    /// <inheritdoc />
    public Task<int> ApproximateLengthAsync(string queue, CancellationToken cancellationToken) => inner.ApproximateLengthAsync(queue, cancellationToken);
}
