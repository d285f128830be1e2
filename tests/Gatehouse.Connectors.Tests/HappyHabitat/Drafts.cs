using Gatehouse.Model;
using Gatehouse.Simulators.HappyHabitat;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

/// <summary>What tests write.</summary>
internal static class Drafts
{
    public const string Text = "å+&=\"'\\/ 😀 %20;,<b> 日本";

    public static DateTimeOffset From { get; } = new(2026, 6, 16, 9, 0, 0, TimeSpan.FromHours(-6));

    /// <summary>A visit with every member that Happy Habitat keeps.</summary>
    public static VisitDraft Visit(Resident resident, string text = Text) => new()
    {
        Visitor = new Visitor { Name = "Ada " + text }.WithNames(),
        PartySize = 3,
        Vehicle = new Vehicle { Plate = text, Color = text },
        Host = new HostReference { Id = $"{resident.Id}" },
        Purpose = text,
        Window = new TimeWindow { From = From, To = From.AddHours(2) },
    };
}
