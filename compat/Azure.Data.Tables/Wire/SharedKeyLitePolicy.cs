using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Gatehouse.Compat;

namespace Azure.Data.Tables.Wire;

/// <summary>Signs each try with the account key: SharedKeyLite for the Table service, over the date and the address.</summary>
internal sealed class SharedKeyLitePolicy(StorageConnection connection) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture);
        var text = $"{date}\n/{connection.Account}{message.Request.Uri.ToUri().AbsolutePath}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(connection.Key, Encoding.UTF8.GetBytes(text)));
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue("Authorization", $"SharedKeyLite {connection.Account}:{signature}");
    }
}
