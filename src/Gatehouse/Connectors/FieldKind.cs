namespace Gatehouse.Connectors;

/// <summary>What the value of a member of <c>fields</c> is.</summary>
public enum FieldKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of ids of access points.</summary>
    AccessPoints,
}
