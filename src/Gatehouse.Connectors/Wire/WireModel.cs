using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Connectors.Wire;

/// <summary>The members of a vendor's object. Names are found whatever their case.</summary>
internal sealed class WireModel
{
    private const int LongestName = 128;

    private readonly FrozenDictionary<string, int> _positions;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _spans;

    public WireModel(params IReadOnlyList<WireMember> members)
    {
        Members = members;
        _positions = members.Select((member, position) => KeyValuePair.Create(member.Name, position))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _spans = _positions.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<WireMember> Members { get; }

    /// <summary>The member of exactly this name.</summary>
    public WireMember? Find(string name) =>
        _positions.TryGetValue(name, out var position) && Members[position].Name == name ? Members[position] : null;

    /// <summary>Where a member that the model has stands in <see cref="Members"/>.</summary>
    public int PositionOf(string name) => _positions[name];

    /// <summary>Where a property's member stands in <see cref="Members"/>, or -1.</summary>
    public int PositionOf(JsonProperty property)
    {
        var utf8 = JsonMarshal.GetRawUtf8PropertyName(property);
        if (utf8.Length > LongestName)
            return -1;

        Span<char> name = stackalloc char[LongestName];
        var length = Encoding.UTF8.GetChars(utf8, name);
        return _spans.TryGetValue(name[..length], out var position) ? position : -1;
    }
}
