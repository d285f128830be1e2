namespace Gatehouse.Connectors;

/// <summary>A member of an input's <c>fields</c> that a system takes, so that forms can offer it.</summary>
/// <param name="Name">The vendor's name.</param>
/// <param name="Kind">What its value is.</param>
public sealed record FieldDefinition(string Name, FieldKind Kind = FieldKind.Text);
