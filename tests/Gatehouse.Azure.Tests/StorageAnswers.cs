using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Azure.Tests;

/// <summary>Errors as the storage services write them: tables as OData, queues as XML with the code also in a header.</summary>
internal static class StorageAnswers
{
    private const string TableType = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";

    public static Task TableErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = TableType;
        return context.Response.WriteAsync(TableError(code, $"The service says {code}."));
    }

    /// <summary>An answer to a transaction whose first action failed.</summary>
    public static Task TransactionErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = 202;
        context.Response.ContentType = "multipart/mixed; boundary=batchresponse_1";
        string[] lines =
        [
            "--batchresponse_1", "Content-Type: multipart/mixed; boundary=changesetresponse_1", "",
            "--changesetresponse_1", "Content-Type: application/http", "Content-Transfer-Encoding: binary", "",
            $"HTTP/1.1 {status} No", "DataServiceVersion: 3.0;", $"Content-Type: {TableType}", "",
            TableError(code, $"0:The service says {code}."), "--changesetresponse_1--", "--batchresponse_1--", "",
        ];
        return context.Response.WriteAsync(string.Join("\r\n", lines));
    }

    public static Task QueueErrorAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(
            new XElement("Error", new XElement("Code", code), new XElement("Message", $"The service says {code}.")).ToString());
    }

    private static string TableError(string code, string text)
    {
        var message = new JsonObject { ["lang"] = "en-US", ["value"] = text };
        return new JsonObject { ["odata.error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString();
    }
}
