using System.Collections.Frozen;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>An error number of the vendor: the table of seed 001, and of its other calls (vendors.md, "Error numbers").</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The number; null where the vendor has none.</param>
/// <param name="Message">The words; <c>{0}</c> is what it is about.</param>
internal sealed record AktionError(int Status, int? Code, string Message)
{
    public static readonly AktionError UnsupportedMediaType = new(
        415, null, "The request entity has a media type which the server or resource does not support. Only application/json and application/xml are supported");

    public static readonly AktionError Internal = new(500, null, "Server exception description");

    private static readonly FrozenDictionary<int, AktionError> ByCode = new AktionError[]
    {
        new(400, 1002, "Entry parameter missing or parameter bindigs failed"),
        new(401, 1000, "Token {0} not found"),
        new(401, 1001, "Token {0} already expired"),
        new(401, 1003, "UserLogin or ApiKey are unknown or user is blocked"),
        new(401, 1004, "ApiKey is invalid"),
        new(401, 1006, "Ip filter violated for ip client address [{0}]"),
        new(401, 1007, "Ip filter [{0}] parsing failed"),
        new(401, 1008, "Request rate policy violated for [{0}]"),
        new(403, 8, "Not licensed"),
        new(403, 1101, "Application privilege View for licensed agenda Persons violated for person [{0}]"),
        new(403, 1121, "Show passes for [{0}] privilege violated"),
        new(403, 1161, "Privilege View of agenda Organizational structure violated"),
        new(403, 1516, "Privilege View of agenda Visits violated"),
        new(403, 1526, "Privilege View of agenda Visitors violated"),
        new(403, 1537, "Record permission View of agenda Visits violated"),
        new(403, 1545, "VisitId [{0}] cannot be ended"),
        new(403, 2121, "Application privilege New for licensed agenda Persons violated"),
        new(404, 1100, "PersonId [{0}] not found"),
        new(404, 1120, "Sensor not found"),
        new(404, 1123, "No event description for sensor[{0}] found"),
        new(404, 1160, "Organization structure [{0}] not found"),
        new(404, 1517, "Visit not found"),
        new(404, 1528, "Firm not found"),
        new(404, 1534, "Kiosk not found"),
        new(404, 1540, "Visit not exists"),
        new(404, 1544, "Updating visit ended with exception {0}."),
    }.ToFrozenDictionary(error => error.Code!.Value);

    /// <summary>The error of a number.</summary>
    /// <exception cref="KeyNotFoundException">The vendor documents no such number.</exception>
    public static AktionError Of(int code) => ByCode[code];

    public static bool IsKnown(int code) => ByCode.ContainsKey(code);
}
