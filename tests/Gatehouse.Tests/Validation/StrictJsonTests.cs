using System.Text.Json;
using Gatehouse.Json;
using Gatehouse.Model;
using Gatehouse.Validation;

namespace Gatehouse.Tests.Validation;

public sealed class StrictJsonTests
{
    private static Input<VisitDraft> Read(string json) => StrictJson.Read(JsonElement.Parse(json), GatehouseJson.Default.VisitDraft);

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var input = Read("""
            {
              "visitor": { "name": 7, "nickname": "C" },
              "partySize": "two",
              "window": { "from": "2026-03-20T05:15:00", "to": "2026-03-20 06:15" },
              "colour": "red",
              "fields": { "Field1": "f1" }
            }
            """);

        input.Errors.Select(error => error.Pointer).ShouldBe(
            ["/visitor/name", "/visitor/nickname", "/partySize", "/window/from", "/window/to", "/colour"]);
        input.Value.Fields["Field1"].GetString().ShouldBe("f1");
    }

    [Theory]
    [InlineData("2026-03-20T05:15:00+01:00", true)]
    [InlineData("2026-03-20T05:15:00.123Z", true)]
    [InlineData("2026-03-20T05:15Z", true)]
    [InlineData("2026-03-20T05:15:00", false)]
    [InlineData("2026-03-20", false)]
    [InlineData("2026-02-30T05:15:00Z", false)]
    [InlineData("tomorrow", false)]
    public void Times_need_an_offset(string text, bool valid)
    {
        var input = Read($$"""{ "window": { "from": "{{text}}" } }""");

        input.Errors.Count.ShouldBe(valid ? 0 : 1);
        if (valid)
            input.Value.Window!.From.ShouldNotBeNull();
    }

    [Fact]
    public void Null_counts_as_absent()
    {
        var input = Read("""{ "fields": null, "visitor": null, "notes": null }""");

        input.Errors.ShouldBeEmpty();
        input.Value.Fields.ShouldBeEmpty();
        input.Value.Visitor.ShouldBeNull();
    }

    [Fact]
    public void Of_a_patch_null_is_kept_and_what_is_wrong_is_left_out()
    {
        var (patch, errors) = StrictJson.ReadPatch(
            JsonElement.Parse("""{ "notes": null, "colour": null, "partySize": "two", "fields": { "Field1": null, "Field2": "b" } }"""),
            GatehouseJson.Default.VisitDraft);

        patch.ToJsonString().ShouldBe("""{"notes":null,"fields":{"Field1":null,"Field2":"b"}}""");
        errors.Select(error => error.Pointer).ShouldBe(["/colour", "/partySize"]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"visit\"")]
    [InlineData("null")]
    public void A_root_that_is_no_object_is_an_error(string json) => Read(json).Errors.Count.ShouldBe(1);

    [Fact]
    public void A_repeated_member_is_an_error() =>
        Read("""{ "notes": "a", "notes": "b" }""").Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/notes");

    [Fact]
    public void Control_characters_and_endless_texts_are_errors()
    {
        Read("{ \"notes\": \"a\\u0000b\" }").Errors.ShouldHaveSingleItem();
        Read($$"""{ "notes": "{{new string('x', 8001)}}" }""").Errors.ShouldHaveSingleItem();
        Read("""{ "notes": "two\nlines 🙂" }""").Errors.ShouldBeEmpty();
    }
}
