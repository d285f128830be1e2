using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Audit;

/// <summary>Says of an endpoint that the resource is read before it is changed, for the audit.</summary>
/// <param name="ReadAsync">Reads it, as JSON; throws what says that there is none.</param>
internal sealed record AuditedState(Func<HttpContext, Task<ReadOnlyMemory<byte>>> ReadAsync);
