using System.Text.Json;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>A visit: what a caller sent, and what the vendor adds. The objects are kept as they were sent.</summary>
/// <param name="Id">The VisitId, chosen by the caller.</param>
public sealed record Visit(Guid Id)
{
    /// <summary>Made by the vendor.</summary>
    public Guid VisitorId { get; init; }

    /// <summary>Who comes.</summary>
    public JsonElement Visitor { get; init; }

    /// <summary>The visitor's vehicle.</summary>
    public JsonElement? Vehicle { get; init; }

    /// <summary>The visitor's trailer.</summary>
    public JsonElement? Trailer { get; init; }

    /// <summary>The type of the visit.</summary>
    public JsonElement? VisitType { get; init; }

    /// <summary>Who is visited, with at least a PersonId.</summary>
    public JsonElement? VisitedPerson { get; init; }

    /// <summary>What is visited, with at least a Structure.</summary>
    public JsonElement? VisitedOrgStructure { get; init; }

    /// <summary>Who escorts the visitor, with at least a PersonId.</summary>
    public JsonElement? EscortedByPerson { get; init; }

    /// <summary>The visitor's card.</summary>
    public JsonElement? Identifier { get; init; }

    /// <summary>The reason, and once it was ended the reason for that.</summary>
    public string Reason { get; init; } = "";

    /// <summary>One of <see cref="VisitStates"/>.</summary>
    public int State { get; init; }

    /// <summary>Whether it came by visit/schedule.</summary>
    public bool IsPlanned { get; init; }

    /// <summary>When it was created, or the date that it is planned for.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The code for the keypad; made by the vendor.</summary>
    public string EntryCode { get; init; } = "";

    /// <summary>The same for a QR reader; made by the vendor.</summary>
    public string EntryCodeQr { get; init; } = "";
}
