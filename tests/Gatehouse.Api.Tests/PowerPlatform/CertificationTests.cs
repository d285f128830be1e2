using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Api.Tests.PowerPlatform;

/// <summary>The rules of the platform's certification that can be checked without its service.</summary>
public sealed partial class CertificationTests
{
    private static readonly JsonElement Definition = CommittedConnector.Definition;
    private static readonly IReadOnlyList<(string Path, string Method, JsonElement Operation)> Operations = [.. CommittedConnector.Operations(Definition)];

    [Fact]
    public void The_definition_is_small_enough()
    {
        new FileInfo(CommittedConnector.Path).Length.ShouldBeLessThan(1024 * 1024);
        Operations.Count.ShouldBeInRange(30, 256);
    }

    [Fact]
    public void The_definition_is_formatted_json()
    {
        var text = File.ReadAllText(CommittedConnector.Path);
        text.ShouldNotContain('\r');
        text.ShouldNotContain('\t');
        text.ShouldEndWith("}\n");
        text.ShouldStartWith("{\n  \"swagger\": \"2.0\",\n");
        Encoding.UTF8.GetBytes(text)[..3].ShouldNotBe([0xEF, 0xBB, 0xBF]);
        foreach (var (path, value) in CommittedConnector.Objects(Definition))
            value.EnumerateObject().Select(member => member.Name).Distinct().Count().ShouldBe(value.EnumerateObject().Count(), path);
    }

    [Fact]
    public void Title_contact_host_and_metadata_are_there()
    {
        var info = Definition.GetProperty("info");
        info.Text("title").Length.ShouldBeInRange(1, 30);
        foreach (var word in new[] { "api", "connector", "power apps", "power automate" })
            info.Text("title").ShouldNotContain(word, Case.Insensitive);
        info.Text("description").Length.ShouldBeInRange(30, 500);
        info.Text("version").ShouldNotBeEmpty();
        info.GetProperty("contact").EnumerateObject().Select(member => member.Name).ShouldBe(["name", "url", "email"]);
        Definition.GetProperty("schemes").EnumerateArray().Select(scheme => scheme.GetString()).ShouldBe(["https"]);
        Definition.GetProperty("x-ms-connector-metadata").EnumerateArray().Select(item => item.Text("propertyName"))
            .ShouldBe(["Website", "Privacy policy", "Categories"]);
        Definition.GetProperty("securityDefinitions").GetProperty("ApiKey").Text("name").ShouldBe("x-api-key");
        var test = Definition.GetProperty("x-ms-capabilities").GetProperty("testConnection").Text("operationId");
        Operations.ShouldContain(operation => operation.Operation.Text("operationId") == test);
    }

    [Fact]
    public void Operation_ids_are_unique_and_pascal_case()
    {
        var ids = Operations.Select(operation => operation.Operation.Text("operationId")).ToList();
        ids.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => PascalCase().IsMatch(id));
    }

    [Fact]
    public void Summaries_are_short_and_descriptions_are_sentences()
    {
        foreach (var (path, method, operation) in Operations)
        {
            var (summary, description) = (operation.Text("summary"), operation.Text("description"));
            summary.Length.ShouldBeInRange(1, 80);
            Summary().IsMatch(summary).ShouldBeTrue($"{method} {path}: {summary}");
            ShouldBeSentence(description, $"{method} {path}");
            description.ShouldNotBe(summary);
            foreach (var parameter in CommittedConnector.Parameters(operation).Where(parameter => parameter.Text("in") != "body"))
                ShouldBeNamed(parameter, $"{method} {path} {parameter.Text("name")}");
        }

        Operations.Select(operation => operation.Operation.Text("summary")).Distinct().Count().ShouldBe(Operations.Count);
    }

    [Fact]
    public void Every_member_of_a_schema_has_a_title_and_a_sentence()
    {
        foreach (var (path, schema) in CommittedConnector.Objects(Definition).Where(found => found.Value.TryGetProperty("properties", out _) && found.Value.TryGetProperty("type", out _)))
        {
            foreach (var member in schema.GetProperty("properties").EnumerateObject())
                ShouldBeNamed(member.Value, $"{path}/{member.Name}");
        }
    }

    [Fact]
    public void Path_parameters_are_required_and_url_encoded()
    {
        foreach (var (path, _, operation) in Operations)
        {
            var parameters = CommittedConnector.Parameters(operation).Where(parameter => parameter.Text("in") == "path").ToList();
            parameters.Select(parameter => parameter.Text("name")).ShouldBe(path.Split('{').Skip(1).Select(part => part.Split('}')[0]), ignoreOrder: true);
            foreach (var parameter in parameters)
            {
                parameter.GetProperty("required").GetBoolean().ShouldBeTrue(path);
                parameter.Text("x-ms-url-encoding").ShouldBe("single", path);
            }
        }
    }

    [Fact]
    public void There_is_one_success_schema_and_none_on_default()
    {
        foreach (var (path, method, operation) in Operations)
        {
            var responses = operation.GetProperty("responses").EnumerateObject().ToList();
            var successes = responses.Where(response => response.Name.StartsWith('2')).ToList();
            var withSchema = successes.Count(response => response.Value.TryGetProperty("schema", out _));
            withSchema.ShouldBe(successes.Exists(response => response.Name != "204") ? 1 : 0, $"{method} {path}");
            responses.Single(response => response.Name == "default").Value.TryGetProperty("schema", out _).ShouldBeFalse($"{method} {path}");
            responses.ShouldAllBe(response => response.Value.Text("description").Length > 0);
        }
    }

    [Fact]
    public void What_is_internal_is_required_and_has_a_default()
    {
        foreach (var (path, _, operation) in Operations)
        {
            foreach (var parameter in CommittedConnector.Parameters(operation).Where(IsInternal))
            {
                parameter.GetProperty("required").GetBoolean().ShouldBeTrue(path);
                parameter.TryGetProperty("default", out _).ShouldBeTrue(path);
            }
        }

        foreach (var (path, schema) in CommittedConnector.Objects(Definition.GetProperty("definitions")).Where(found => found.Value.TryGetProperty("properties", out _)))
        {
            foreach (var member in schema.GetProperty("properties").EnumerateObject().Where(member => IsInternal(member.Value)))
            {
                schema.GetProperty("required").EnumerateArray().ShouldContain(name => name.GetString() == member.Name, path);
                (member.Value.TryGetProperty("default", out _) || member.Value.TryGetProperty("x-ms-notification-url", out _)).ShouldBeTrue(path);
            }
        }
    }

    [Fact]
    public void Nothing_is_in_the_definition_that_the_platform_does_not_know()
    {
        foreach (var (path, value) in CommittedConnector.Objects(Definition))
        {
            foreach (var name in new[] { "oneOf", "anyOf", "allOf", "x-nullable", "readOnly", "nullable" })
                (value.TryGetProperty(name, out _) && !path.EndsWith("/properties", StringComparison.Ordinal)).ShouldBeFalse($"{path}/{name}");
        }

        var used = CommittedConnector.Objects(Definition).Where(found => found.Value.TryGetProperty("$ref", out _)).Select(found => found.Value.Text("$ref")["#/definitions/".Length..]);
        Definition.GetProperty("definitions").EnumerateObject().Select(definition => definition.Name).ShouldBe(used.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Words_to_choose_from_have_friendly_names()
    {
        var chosen = CommittedConnector.Objects(Definition).Where(found => found.Value.TryGetProperty("enum", out _)).ToList();
        chosen.Count.ShouldBeGreaterThan(5);
        foreach (var (path, value) in chosen)
        {
            value.Text("type").ShouldBe("string", path);
            value.GetProperty("x-ms-enum-values").EnumerateArray().Select(word => word.Text("value"))
                .ShouldBe(value.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!), path);
            value.GetProperty("x-ms-enum-values").EnumerateArray().ShouldAllBe(word => char.IsUpper(word.Text("displayName")[0]));
        }
    }

    [Fact]
    public void The_properties_ask_for_the_host_and_the_key_and_name_operations_that_exist()
    {
        var properties = CommittedConnector.Properties;
        properties.Text("iconBrandColor").ShouldMatch("^#[0-9a-fA-F]{6}$");
        properties.Text("iconBrandColor").ToLowerInvariant().ShouldNotBeOneOf("#ffffff", "#007ee5");
        properties.GetProperty("connectionParameters").GetProperty("api_key").Text("type").ShouldBe("securestring");
        var policies = properties.GetProperty("policyTemplateInstances").EnumerateArray().ToList();
        policies.Single(policy => policy.Text("templateId") == "dynamichosturl").GetProperty("parameters")
            .Text("x-ms-apimTemplateParameter.urlTemplate").ShouldBe("https://@connectionParameters('host')" + Definition.Text("basePath"));
        var ids = Operations.Select(operation => operation.Operation.Text("operationId")).ToList();
        foreach (var policy in policies.Select(policy => policy.GetProperty("parameters")))
        {
            if (policy.TryGetProperty("x-ms-apimTemplate-operationName", out var names))
                names.EnumerateArray().ShouldAllBe(name => ids.Contains(name.GetString()!));
        }
    }

    [Fact]
    public void The_icon_is_a_square_png_of_the_right_size()
    {
        var icon = CommittedConnector.Icon;
        icon[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
        width.ShouldBe(height);
        width.ShouldBeInRange(100, 230);
        icon.Length.ShouldBeLessThan(1024 * 1024);
    }

    private static bool IsInternal(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("x-ms-visibility", out var visibility) && visibility.GetString() == "internal";

    private static void ShouldBeNamed(JsonElement value, string where)
    {
        value.TryGetProperty("x-ms-summary", out var title).ShouldBeTrue(where);
        title.GetString()!.Length.ShouldBeInRange(1, 80, where);
        ShouldBeSentence(value.Text("description"), where);
    }

    private static void ShouldBeSentence(string text, string where)
    {
        (char.IsUpper(text[0]) && text[^1] is '.' or '?' or '!').ShouldBeTrue($"{where}: {text}");
        text.ShouldNotContain('`', where);
        text.ShouldNotContain("{", customMessage: where);
        text.ShouldNotMatch(@"\w\? [A-Z]\w+\.\w", where);
    }

    [GeneratedRegex("^([A-Z][a-z0-9]+|[A-Z](?=[A-Z]))+$")]
    private static partial Regex PascalCase();

    [GeneratedRegex(@"^[A-Za-z0-9(][A-Za-z0-9 '()\-/]*[A-Za-z0-9)]$")]
    private static partial Regex Summary();
}
