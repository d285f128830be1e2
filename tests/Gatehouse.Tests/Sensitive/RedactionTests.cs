using System.Text.Json;
using Gatehouse.Connectors;
using Gatehouse.Model;
using Gatehouse.Sensitive;

namespace Gatehouse.Tests.Sensitive;

public sealed class RedactionTests
{
    private static readonly Redaction Redaction = new(new ConnectorRegistry(
    [
        new Connector("test", "Test", [])
        {
            Bind = _ => new object(),
            Sensitive = new SensitiveMembers
            {
                Credentials = new HashSet<string> { "Pin" },
                Personal = new HashSet<string> { "Number" },
                Passwords = new HashSet<string> { "Password" },
            },
        },
    ]));

    [Theory]
    [InlineData(false, false, """{"A":1,"In":[{"B":true}],"A":2}""")]
    [InlineData(true, false, """{"A":1,"Pin":"1234","In":[{"B":true}],"A":2}""")]
    [InlineData(false, true, """{"A":1,"In":[{"Number":"860601","B":true}],"A":2}""")]
    public void Raw_shows_what_the_caller_may_see_at_any_depth_and_repeated_members_do_no_harm(bool credentials, bool personal, string expected)
    {
        var person = new Person
        {
            Id = "1",
            Facility = "f1",
            Raw = JsonElement.Parse("""{"A":1,"Pin":"1234","In":[{"Number":"860601","B":true,"Password":"x"}],"A":2}"""),
        };

        var shown = Redaction.Apply(person, "test", new SensitiveView(credentials, personal, Raw: true));

        shown.Raw!.Value.GetRawText().ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, false, """{"cards":[{"A":1}],"who":{"B":true}}""")]
    [InlineData(true, false, """{"cards":[{"Pin":"1234","A":1}],"who":{"B":true}}""")]
    [InlineData(false, true, """{"cards":[{"A":1}],"who":{"Number":"860601","B":true}}""")]
    public void A_field_that_is_an_object_shows_what_the_caller_may_see_at_any_depth(bool credentials, bool personal, string expected)
    {
        var person = new Person
        {
            Id = "1",
            Facility = "f1",
            Fields = new Dictionary<string, JsonElement>
            {
                ["cards"] = JsonElement.Parse("""[{"Pin":"1234","A":1}]"""),
                ["who"] = JsonElement.Parse("""{"Number":"860601","B":true,"Password":"x"}"""),
                ["Password"] = JsonElement.Parse("\"y\""),
            },
        };

        var shown = Redaction.Apply(person, "test", new SensitiveView(credentials, personal, Raw: false));

        JsonSerializer.Serialize(shown.Fields).ShouldBe(expected);
    }

    [Fact]
    public void Without_being_asked_for_raw_is_not_shown()
    {
        var person = new Person { Id = "1", Facility = "f1", Raw = JsonElement.Parse("{}") };

        Redaction.Apply(person, "test", new SensitiveView(true, true, Raw: false)).Raw.ShouldBeNull();
    }
}
