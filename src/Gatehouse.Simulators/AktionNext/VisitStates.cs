namespace Gatehouse.Simulators.AktionNext;

/// <summary>The numbers of a visit's State: seed 001.</summary>
public static class VisitStates
{
    /// <summary>New visit.</summary>
    public const int New = 0;

    /// <summary>Planned visit.</summary>
    public const int Planned = 1;

    /// <summary>Verified documents, PIN or finger prints.</summary>
    public const int Verified = 2;

    /// <summary>Not valid activity.</summary>
    public const int NotValidActivity = 3;

    /// <summary>Not confirmed by escort.</summary>
    public const int NotConfirmedByEscort = 4;

    /// <summary>All is valid.</summary>
    public const int AllValid = 5;

    /// <summary>Visit is in area.</summary>
    public const int InArea = 6;

    /// <summary>Visit left.</summary>
    public const int Left = 7;

    /// <summary>Rejected.</summary>
    public const int Rejected = 8;
}
