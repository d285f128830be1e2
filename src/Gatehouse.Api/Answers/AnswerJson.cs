using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Json;

namespace Gatehouse.Api.Answers;

/// <summary>How answers are written as JSON.</summary>
internal static class AnswerJson
{
    /// <summary>The options of all answers.</summary>
    public static JsonSerializerOptions Options { get; } = Sealed();

    /// <summary>Sets the options of all answers on others.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;

        // Answers are JSON and marked nosniff; names and dates stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(ApiJson.Default, GatehouseJson.Default);
    }

    private static JsonSerializerOptions Sealed()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly();
        return options;
    }
}
