using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>A call whose keys were right, with its customer and its values.</summary>
internal sealed class CavVisitCall(
    CavVisitCustomer customer, IReadOnlyDictionary<string, string> values, IReadOnlyDictionary<string, string> fallback, CavVisitAnswers answers)
{
    private static readonly JsonDocumentOptions Unique = new() { AllowDuplicateProperties = false };

    public CavVisitCustomer Customer => customer;

    /// <summary>A text, under the first of its spellings that the call has.</summary>
    /// <exception cref="RefusedException">There is none (400).</exception>
    public string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value)
                return value;
        }

        throw answers.Refuse(400, $"The request is invalid: {names[0]} is missing.");
    }

    /// <exception cref="RefusedException">It is missing or not an int (400).</exception>
    public int Int(params ReadOnlySpan<string> names) =>
        int.TryParse(Text(names), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw answers.Refuse(400, $"The request is invalid: {names[0]} is not a whole number.");

    /// <summary>A date in the customer's local time.</summary>
    /// <exception cref="RefusedException">It is missing or not a date (400).</exception>
    public DateTime Date(string name) =>
        CavVisitDates.TryRead(Text(name), out var date)
            ? CavVisitDates.ToLocal(date, customer.TimeZone)
            : throw answers.Refuse(400, $"The request is invalid: {name} is not a date such as 2020-03-20 05:15.");

    /// <summary>An object that was sent as JSON text.</summary>
    /// <exception cref="RefusedException">It is missing or not such an object (400).</exception>
    public T Object<T>(string name, JsonTypeInfo<T> type) => Read(() => JsonSerializer.Deserialize(Text(name), type), name);

    /// <summary>The same object, with the members that were not sent as <paramref name="stored"/> has them.</summary>
    public T Merged<T>(string name, T stored, JsonTypeInfo<T> type) => Read(
        () =>
        {
            var merged = JsonSerializer.SerializeToNode(stored, type)!.AsObject();
            foreach (var (member, value) in JsonNode.Parse(Text(name), documentOptions: Unique)!.AsObject())
                merged[member] = value?.DeepClone();
            return merged.Deserialize(type);
        },
        name);

    private T Read<T>(Func<T?> read, string name)
    {
        try
        {
            return read() ?? throw answers.Refuse(400, $"The request is invalid: {name} is null.");
        }
        catch (JsonException exception)
        {
            throw answers.Refuse(400, $"The request is invalid: {name}{exception.Path?.TrimStart('$')}: {exception.Message}");
        }
    }

    private string? Find(string name) => values.GetValueOrDefault(name) ?? fallback.GetValueOrDefault(name);
}
