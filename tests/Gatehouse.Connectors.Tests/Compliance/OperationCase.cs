using Gatehouse.Operations;

namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>How the suite calls an operation.</summary>
/// <param name="operation">The operation.</param>
public abstract class OperationCase(Operation operation)
{
    public Operation Operation { get; } = operation;

    /// <summary>Does all that must be there before, and gives the call. Running it again is the same call, not another.</summary>
    public abstract Task<Func<CancellationToken, Task>> PrepareAsync(ComplianceHub hub);

    /// <summary>How many live things a call asks for.</summary>
    public int Makes { get; init; }

    /// <summary>Calls the operation with no request at all: for operations that the hub must refuse before it looks at one.</summary>
    public abstract Task CallBlindlyAsync(ComplianceHub hub);

    /// <summary>Calls the operation about something that the vendor does not have; <see langword="null"/> where it is about nothing in particular.</summary>
    public Func<ComplianceHub, string, Task>? CallMissing { get; init; }
}
