namespace Gatehouse.Api.Idempotency;

/// <summary>The operation that a request with an Idempotency-Key runs.</summary>
public interface IOperationIdFeature
{
    /// <summary>The same for every try of the request.</summary>
    string OperationId { get; }
}
