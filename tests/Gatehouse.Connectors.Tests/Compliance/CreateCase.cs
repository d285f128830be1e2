using Gatehouse.Operations;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>An operation that makes something new, under an operation record.</summary>
/// <param name="operation">The operation.</param>
/// <param name="request">Makes the request with a marker.</param>
/// <param name="idOf">The vendor's id of what was made.</param>
/// <param name="load">Reads what an earlier try of the same request made.</param>
internal sealed class CreateCase<TRequest, TResult>(
    Operation<TRequest, TResult> operation,
    Func<ComplianceHub, string, Task<TRequest>> request,
    Func<TResult, string> idOf,
    Func<ComplianceHub, TRequest, string, Task<TResult>> load) : OperationCase(operation)
    where TResult : class
{
    public override async Task<Func<CancellationToken, Task>> PrepareAsync(ComplianceHub hub)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var prepared = await request(hub, id);
        return token => CreateAsync(hub, id, prepared, token);
    }

    public override Task CallBlindlyAsync(ComplianceHub hub) => CreateAsync(hub, "never", default!, CancellationToken.None);

    private async Task CreateAsync(ComplianceHub hub, string id, TRequest prepared, CancellationToken cancellationToken) =>
        await hub.Calls.CreateAsync(
            await hub.ContextAsync(), operation, id, prepared, idOf, made => load(hub, prepared, made), cancellationToken);
}
