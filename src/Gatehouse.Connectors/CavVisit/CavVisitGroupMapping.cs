using System.Text.Json;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Makes the object of CreateGroupVisit (release notes 1.2; vendors.md, CavVisit).</summary>
internal static class CavVisitGroupMapping
{
    private static readonly string[] CommonMembers = ["Host", "Notes", "Location", "GroupName", "Place", "Subject", "Organizer", "DateVisit", "DateValidTo"];

    private static readonly string[] VisitorMembers = ["VisitorName", "VisitorCompany", "MobilePhone", "Email", "Field1", "Field2"];

    /// <summary>
    /// Whether one call can make the group: what differs between the members, and what they have at all, must have a place in it.
    /// </summary>
    public static bool FitsOneCall(CavVisitScope scope, VisitGroupCreate request)
    {
        var members = request.Visits.Select(draft => Texts(scope, draft)).ToList();
        return members.TrueForAll(member =>
            member.Keys.All(name => IsCommon(name) || IsOfVisitor(scope, name))
            && CommonMembers.All(name => member.GetValueOrDefault(name) == members[0].GetValueOrDefault(name)));
    }

    /// <summary>The object as JSON text.</summary>
    /// <param name="scope">The facility.</param>
    /// <param name="members">The drafts to make, each with its marker.</param>
    public static string Write(CavVisitScope scope, IReadOnlyList<(VisitDraft Draft, string Marker)> members)
    {
        var common = new WireBody();
        var first = Texts(scope, members[0].Draft);
        foreach (var name in CommonMembers.Where(first.ContainsKey))
            common.Add(name, first[name]);

        var visitors = members.Select(member => Visitor(scope, member.Draft, member.Marker).ToJson());
        common.AddRaw("Visitors", JsonElement.Parse($"[{string.Join(',', visitors)}]"));
        return common.ToJson();
    }

    private static WireBody Visitor(CavVisitScope scope, VisitDraft draft, string marker)
    {
        var texts = Texts(scope, draft);
        var body = new WireBody();
        foreach (var name in VisitorMembers.Where(name => texts.ContainsKey(name) && IsOfVisitor(scope, name)))
            body.Add(name, texts[name]);
        body.Add(scope.Settings.GroupMarkerField, marker);
        return body;
    }

    // HostName follows from Host.
    private static bool IsCommon(string name) => name == "HostName" || CommonMembers.Contains(name, StringComparer.Ordinal);

    private static bool IsOfVisitor(CavVisitScope scope, string name) =>
        name != scope.Settings.GroupMarkerField && VisitorMembers.Contains(name, StringComparer.Ordinal);

    private static Dictionary<string, string> Texts(CavVisitScope scope, VisitDraft draft)
    {
        var texts = new Dictionary<string, string>(CavVisitVisitMapping.Create(scope, draft, marker: "", arrivedAt: null).Texts, StringComparer.Ordinal);
        texts.Remove(scope.Settings.MarkerField);
        return texts;
    }
}
