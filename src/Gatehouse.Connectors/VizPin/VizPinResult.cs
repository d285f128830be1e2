using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Connectors.Wire;
using Gatehouse.Outgoing;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.VizPin;

/// <summary>The result of a call that succeeded.</summary>
/// <param name="answer">The answer it stood in.</param>
/// <param name="content">The member <c>result</c>.</param>
internal sealed class VizPinResult(OutgoingAnswer answer, JsonElement content)
{
    /// <summary>A member as text.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is missing.</exception>
    public string Text(string name) => WireValue.Text(Member(name)) ?? throw VendorHttp.NotUnderstood(answer);

    /// <summary>A count, be it a number or a text.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: it is missing.</exception>
    public int Count(string name) =>
        WireValue.Number(Member(name)) is { } number and >= 0 and <= int.MaxValue ? (int)number : throw VendorHttp.NotUnderstood(answer);

    /// <summary>The objects under a member: a list, one object, or nothing.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: something there is no object with an id.</exception>
    public IReadOnlyList<VizPinRow> Rows(string name) => RowsOf(Member(name));

    /// <summary>The one object under a member; <see langword="null"/> when there is none or an empty one.</summary>
    public VizPinRow? Find(string name)
    {
        var member = Member(name);
        if (member.ValueKind == JsonValueKind.Object && !member.EnumerateObject().Any())
            return null;
        return RowsOf(member) is [var row, ..] ? row : null;
    }

    /// <summary>The object that a write answers.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Protocol"/>: there is none, or another one.</exception>
    public VizPinRow Written(string name, string? id = null) =>
        Find(name) is { } row && (id is null || row.Id == id) ? row : throw VendorHttp.NotUnderstood(answer);

    /// <summary>The objects of a method that the documents do not describe: the first member that is a list.</summary>
    public IReadOnlyList<JsonElement> FirstList()
    {
        foreach (var member in content.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
                return [.. member.Value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? item : throw VendorHttp.NotUnderstood(answer))];
        }

        throw VendorHttp.NotUnderstood(answer);
    }

    private JsonElement Member(string name) => content.TryGetProperty(name, out var value) ? value : default;

    private List<VizPinRow> RowsOf(JsonElement member) => member.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => [],
        JsonValueKind.String when WireValue.IsEmpty(member) => [],
        JsonValueKind.Object => [RowOf(member)],
        JsonValueKind.Array => [.. member.EnumerateArray().Select(RowOf)],
        _ => throw VendorHttp.NotUnderstood(answer),
    };

    private VizPinRow RowOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(VizPinMembers.Id, out var id) || WireValue.Text(id) is not { } text)
            throw VendorHttp.NotUnderstood(answer);
        return new VizPinRow(text, WithoutPasswords(item));
    }

    // What is not kept cannot come to light.
    private static JsonElement WithoutPasswords(JsonElement item)
    {
        if (!item.EnumerateObject().Any(member => VizPinObject.IsPassword(member.Name)))
            return item;
        var kept = JsonObject.Create(item)!;
        foreach (var name in kept.Select(member => member.Key).Where(VizPinObject.IsPassword).ToList())
            kept.Remove(name);
        return JsonElement.Parse(kept.ToJsonString());
    }
}
