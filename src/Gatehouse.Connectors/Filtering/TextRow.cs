using System.Text.Json;

namespace Gatehouse.Connectors.Filtering;

/// <summary>An object of a vendor's list whose ids are texts.</summary>
/// <param name="Id">Its id, by which lists are ordered.</param>
/// <param name="Raw">The object as received.</param>
internal readonly record struct TextRow(string Id, JsonElement Raw);
