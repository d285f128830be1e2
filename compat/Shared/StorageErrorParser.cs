using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace Gatehouse.Compat;

/// <summary>Reads the storage services' errors: <c>&lt;Error&gt;&lt;Code&gt;…&lt;Message&gt;…</c>, or the code in a header where there is no body.</summary>
internal sealed class StorageErrorParser : RequestFailedDetailsParser
{
    public static StorageErrorParser Instance { get; } = new();

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        error = Read(response) ?? (response.Headers.TryGetValue("x-ms-error-code", out var code) ? new ResponseError(code, null) : null);
        return error is not null;
    }

    private static ResponseError? Read(Response response)
    {
        if (response.ContentStream is null || response.Headers.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) is not true)
            return null;

        try
        {
            return XDocument.Load(response.Content.ToStream()).Root is { } root && root.Element("Code")?.Value is { Length: > 0 } code
                ? new ResponseError(code, root.Element("Message")?.Value)
                : null;
        }
        catch (XmlException)
        {
            // A proxy's or gateway's page: the status says what there is to say.
            return null;
        }
    }
}
