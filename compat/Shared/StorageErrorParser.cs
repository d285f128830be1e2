using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Gatehouse.Compat;

/// <summary>Reads the storage services' error code, which they send as a header; its message is in the body, which exceptions quote.</summary>
internal sealed class StorageErrorParser : RequestFailedDetailsParser
{
    public static StorageErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = response.Headers.TryGetValue("x-ms-error-code", out var code) ? new ResponseError(code, response.ReasonPhrase) : null;
        return error is not null;
    }
}
