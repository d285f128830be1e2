namespace Gatehouse.State;

/// <summary>What a batch does to one row.</summary>
public enum StateChangeKind
{
    /// <summary>Add; a conflict when present.</summary>
    Insert,

    /// <summary>Write, present or not.</summary>
    Put,

    /// <summary>Write when unchanged; a conflict otherwise.</summary>
    Replace,

    /// <summary>Remove; a conflict when absent, or changed where a version is given.</summary>
    Delete,
}
