using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Azure.Tests;

/// <summary>Errors as the storage services write them: tables as OData, queues as XML with the code also in a header.</summary>
internal static class StorageAnswers
{
    public static Task TableErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
        var message = new JsonObject { ["lang"] = "en-US", ["value"] = $"The service says {code}." };
        return context.Response.WriteAsync(
            new JsonObject { ["odata.error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString());
    }

    public static Task QueueErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(
            new XElement("Error", new XElement("Code", code), new XElement("Message", $"The service says {code}.")).ToString());
    }
}
