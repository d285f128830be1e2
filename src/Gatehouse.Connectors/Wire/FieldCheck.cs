using System.Text.Json;
using Gatehouse.Validation;

namespace Gatehouse.Connectors.Wire;

/// <summary>Checks the fields of an input against a vendor's object.</summary>
internal static class FieldCheck
{
    /// <summary>Names each field that the vendor does not have or that has another type.</summary>
    /// <param name="model">The vendor's object.</param>
    /// <param name="fields">The caller's fields.</param>
    /// <param name="current">The fields as the vendor has them: what is unchanged is no error.</param>
    /// <param name="refused">Why a member cannot be written here, or <see langword="null"/>.</param>
    /// <param name="parent">Where the fields' object stands in the input.</param>
    public static IEnumerable<FieldError> Check(
        WireModel model,
        IReadOnlyDictionary<string, JsonElement> fields,
        IReadOnlyDictionary<string, JsonElement>? current = null,
        Func<WireMember, string?>? refused = null,
        string parent = "")
    {
        foreach (var (name, value) in fields)
        {
            if (current is not null && current.TryGetValue(name, out var old) && JsonElement.DeepEquals(old, value))
                continue;
            if (Problem(model, name, value, refused) is { } problem)
                yield return new FieldError($"{parent}/fields/{Escape(name)}", problem);
        }
    }

    /// <summary>The fields that callers can write, for forms.</summary>
    /// <param name="model">The vendor's object.</param>
    /// <param name="refused">Why a member cannot be written here, or <see langword="null"/>.</param>
    public static IReadOnlyList<FieldDefinition> Definitions(WireModel model, Func<WireMember, string?>? refused = null) =>
    [
        .. Writable(model, refused).Select(member => new FieldDefinition(member.Name, member.Kind switch
        {
            WireKind.Number => FieldKind.Number,
            WireKind.Flag => FieldKind.Flag,
            _ => FieldKind.Text,
        })),
    ];

    private static IEnumerable<WireMember> Writable(WireModel model, Func<WireMember, string?>? refused) =>
        model.Members.Where(member => member.IsWritableField && refused?.Invoke(member) is null);

    private static string? Problem(WireModel model, string name, JsonElement value, Func<WireMember, string?>? refused)
    {
        if (model.Find(name) is not { IsWritableField: true } member)
            return $"The vendor has no such field. It has: {Names(model, refused)}.";
        if (refused?.Invoke(member) is { } reason)
            return reason;

        return (member.Kind, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) => null,
            (WireKind.Text, not JsonValueKind.String) => "Must be a text.",
            (WireKind.Flag, not (JsonValueKind.True or JsonValueKind.False)) => "Must be true or false.",
            (WireKind.Number, _) when value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out _) => "Must be a whole number.",
            _ => null,
        };
    }

    private static string Names(WireModel model, Func<WireMember, string?>? refused)
    {
        var names = Writable(model, refused).Select(member => member.Name).ToList();
        return names.Count == 0 ? "none" : string.Join(", ", names);
    }

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
