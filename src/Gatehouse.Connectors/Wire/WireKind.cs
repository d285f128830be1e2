namespace Gatehouse.Connectors.Wire;

/// <summary>What the value of a vendor's member is.</summary>
internal enum WireKind
{
    Text,
    Number,
    Flag,
    Date,
}
