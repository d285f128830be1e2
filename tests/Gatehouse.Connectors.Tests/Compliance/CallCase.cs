using Gatehouse.Operations;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>An operation that can be repeated.</summary>
/// <param name="operation">The operation.</param>
/// <param name="request">Makes the request.</param>
internal sealed class CallCase<TRequest, TResult>(Operation<TRequest, TResult> operation, Func<ComplianceHub, Task<TRequest>> request)
    : OperationCase(operation)
{
    public override async Task<Func<CancellationToken, Task>> PrepareAsync(ComplianceHub hub)
    {
        var prepared = await request(hub);
        return token => hub.CallAsync(operation, prepared, token);
    }

    public override Task CallBlindlyAsync(ComplianceHub hub) => hub.CallAsync(operation, default!);
}
