using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Api.ApiKeys;
using Gatehouse.Api.Facilities;
using Gatehouse.Api.Health;
using Gatehouse.Api.Problems;
using Gatehouse.Api.Systems;
using Gatehouse.Api.Visits;
using Gatehouse.Connectors;
using Gatehouse.Facilities;
using Gatehouse.Json;
using Gatehouse.Model;

namespace Gatehouse.Api.Answers;

/// <summary>How answers are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(ListAnswer<SystemAnswer>))]
[JsonSerializable(typeof(ListAnswer<ApiKeyAnswer>))]
[JsonSerializable(typeof(ListAnswer<Facility>))]
[JsonSerializable(typeof(ListAnswer<Capability>))]
[JsonSerializable(typeof(ListAnswer<Visit>))]
[JsonSerializable(typeof(ListAnswer<Person>))]
[JsonSerializable(typeof(ListAnswer<Organization>))]
[JsonSerializable(typeof(TourAnswer<Visit>))]
[JsonSerializable(typeof(TourAnswer<Person>))]
[JsonSerializable(typeof(VisitGroupAnswer))]
[JsonSerializable(typeof(ArriveDraft))]
[JsonSerializable(typeof(EndDraft))]
[JsonSerializable(typeof(SecretDraft))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The options of all answers.</summary>
    public static JsonSerializerOptions AnswerOptions => Answers.Options;

    /// <summary>Sets the options of all answers on others.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;

        // Answers are JSON and marked nosniff; names and dates stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, GatehouseJson.Default);
    }

    private static JsonSerializerOptions Sealed()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    // In a class of its own: the generated part's statics must be there first.
    private static class Answers
    {
        public static readonly JsonSerializerOptions Options = Sealed();
    }
}
