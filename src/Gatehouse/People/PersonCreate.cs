using Gatehouse.Model;

namespace Gatehouse.People;

/// <summary>Asks a connector for a new person.</summary>
/// <param name="Draft">The person; names completed, references resolved to vendor ids, checked.</param>
/// <param name="Marker">Unique to this create; the connector leaves it where it can find it again, if the vendor has such a place.</param>
public sealed record PersonCreate(PersonDraft Draft, string Marker);
