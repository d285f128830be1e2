using Gatehouse.Model;

namespace Gatehouse.People;

/// <summary>Asks a connector to write a person anew.</summary>
/// <param name="Current">The person as the vendor has it, with <see cref="Person.Raw"/>.</param>
/// <param name="Draft">The person as it shall be, whole: what is not in it is cleared, except for the password.</param>
public sealed record PersonUpdate(Person Current, PersonDraft Draft);
