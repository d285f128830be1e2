using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Model;

namespace Gatehouse.Visits;

/// <summary>Tells whether a visit is as it was at the vendor.</summary>
internal static class VisitHash
{
    /// <summary>The hash of what comes from the vendor; what the hub itself adds does not count.</summary>
    public static string Of(Visit visit)
    {
        var vendors = visit with
        {
            Key = null,
            CreatedAt = null,
            GroupId = null,
            EndReason = null,
            GrantId = null,
            PassUrl = null,
            Raw = null,
        };
        return Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(vendors, GatehouseJson.Default.Visit)).AsSpan(0, 18));
    }
}
