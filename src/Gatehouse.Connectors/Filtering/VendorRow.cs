using System.Text.Json;

namespace Gatehouse.Connectors.Filtering;

/// <summary>An object of a vendor's list.</summary>
/// <param name="Id">Its number, by which lists are ordered.</param>
/// <param name="Raw">The object as received.</param>
internal readonly record struct VendorRow(long Id, JsonElement Raw);
