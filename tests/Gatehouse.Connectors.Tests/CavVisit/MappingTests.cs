using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Connectors.CavVisit;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Connectors.Wire;
using Gatehouse.Model;
using Gatehouse.Time;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class MappingTests
{
    private static readonly CavVisitScope Scope = ScopeOf();

    [Fact]
    public void Any_text_in_any_member_of_a_visit_survives() => Prop.ForAll(Texts(), text =>
    {
        var draft = Drafts.Full(1505, text);
        var read = Read(CavVisitVisitMapping.Create(Scope, draft, "m", arrivedAt: null));
        var updated = Read(CavVisitVisitMapping.Update(Scope, VisitDraft.Of(read), read.Raw!.Value));

        Drafts.Content(VisitDraft.Of(read)).ShouldBe(Drafts.Content(draft with { Fields = AsTexts(CavVisitModels.Visit, draft.Fields) }));
        Drafts.Content(VisitDraft.Of(updated)).ShouldBe(Drafts.Content(VisitDraft.Of(read)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_in_any_member_of_a_host_survives() => Prop.ForAll(Texts(), text =>
    {
        var draft = Drafts.Person(220) with { FirstName = "A" + text.Trim() + "B", Email = text, Phone = text, Mobile = text, Department = text, EmployeeNo = text };
        draft = draft with { Name = $"{draft.FirstName} {draft.LastName}" };
        var read = CavVisitHostMapping.Read(Scope, Row(CavVisitHostMapping.Create(draft)));

        Drafts.Content(PersonDraft.Of(read)).ShouldBe(Drafts.Content(draft with { Fields = AsTexts(CavVisitModels.Host, draft.Fields) }));
        CavVisitHostMapping.IsSame(draft, new VendorRow(1, read.Raw!.Value)).ShouldBeTrue();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Windows_are_never_widened() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().Select(seconds => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds((uint)seconds % 31_536_000)).ToArbitrary(),
        from =>
        {
            var draft = Drafts.Visit(1) with { Window = new TimeWindow { From = from, To = from.AddHours(9).AddSeconds(30) } };
            var read = Read(CavVisitVisitMapping.Create(Scope, draft, "m", arrivedAt: null)).Window!;
            read.From!.Value.ShouldBeGreaterThanOrEqualTo(draft.Window.From!.Value);
            read.To!.Value.ShouldBeLessThanOrEqualTo(draft.Window.To!.Value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_update_carries_what_the_hub_does_not_know_or_may_not_show()
    {
        var raw = JsonElement.Parse(
            """
            {"Id":5,"VisitorName":"A B","Field10":"mark","QrCode":"qr","Pincode":"12","CardNumber":"77","Status":3,"CampTracId":9,"Field3":"x","Cfield4":true,
             "DateCheckedIn":"2026-06-16T09:30:42","DateCheckedOut":"0001-01-01T00:00:00","New":"n","Newer":{"a":[1]},"Host":1,"HostName":"Anna"}
            """);
        var current = CavVisitVisitMapping.Read(Scope, new VendorRow(5, raw));
        var draft = VisitDraft.Of(current) with
        {
            Host = current.Host! with { Id = "2" },
            Fields = current.Fields.Where(field => field.Key is "Status" or "New" or "Newer").ToDictionary(field => field.Key, field => field.Value),
        };

        var written = CavVisitVisitMapping.Update(Scope, draft, raw);

        written.ToJson().ShouldContain("\"Newer\":{\"a\":[1]}");
        written.Texts.ShouldBe(
            new Dictionary<string, string>
            {
                ["Id"] = "5",
                ["VisitorName"] = "A B",
                ["Host"] = "2",
                ["CardNumber"] = "77",
                ["Pincode"] = "12",
                ["Field3"] = "",
                ["Cfield4"] = "false",
                ["Status"] = "3",
                ["CampTracId"] = "9",
                ["QrCode"] = "qr",
                ["New"] = "n",
                ["Field10"] = "mark",
                ["DateCheckedIn"] = "2026-06-16T09:30:42",
            },
            ignoreOrder: true);
    }

    [Fact]
    public void Reading_is_tolerant_of_types_case_and_missing_members()
    {
        var visit = CavVisitVisitMapping.Read(Scope, new VendorRow(5, JsonElement.Parse(
            """{"id":"5","visitorname":"Solo","HOST":"1505","Cfield1":"true","Status":"4","Telephone":46,"Email":null,"Newpassword":"s"}""")));

        (visit.Id, visit.Visitor.Name, visit.Visitor.LastName, visit.Host!.Id, visit.Visitor.Phone).ShouldBe(("5", "Solo", "Solo", "1505", "46"));
        (visit.Window, visit.ArrivedAt, visit.Status).ShouldBe((null, null, VisitStatus.Expected));
        visit.Fields.Keys.ShouldBe(["Cfield1", "Status"]);
    }

    [Theory]
    [InlineData("""{"Id":1}""", VisitStatus.Expected)]
    [InlineData("""{"Id":1,"DateVisit":"2026-06-16 09:30","DateValidTo":"2026-06-16 08:00"}""", VisitStatus.Cancelled)]
    [InlineData("""{"Id":1,"DateVisit":"2026-06-16 09:30","DateValidTo":"2026-06-16 08:00","DateCheckedIn":"2026-06-16 07:30"}""", VisitStatus.Arrived)]
    [InlineData("""{"Id":1,"DateCheckedIn":"2026-06-16 09:30"}""", VisitStatus.Arrived)]
    [InlineData("""{"Id":1,"DateCheckedIn":"2026-06-16 09:30","DateCheckedOut":"2026-06-16 10:30"}""", VisitStatus.Departed)]
    [InlineData("""{"Id":1,"Status":3}""", VisitStatus.Cancelled)]
    [InlineData("""{"Id":1,"Status":"-1"}""", VisitStatus.Denied)]
    [InlineData("""{"Id":1,"Status":7,"DateCheckedIn":"2026-06-16 09:30"}""", VisitStatus.Arrived)]
    public void The_status_follows_from_the_dates_or_the_map(string raw, VisitStatus status)
    {
        var scope = ScopeOf(("statusMap", new Dictionary<string, string> { ["3"] = "cancelled", ["-1"] = "Denied" }));

        CavVisitVisitMapping.Read(scope, new VendorRow(1, JsonElement.Parse(raw))).Status.ShouldBe(status);
    }

    [Fact]
    public void Reading_a_visit_allocates_little()
    {
        var utf8 = Encoding.UTF8.GetBytes($"[{CavVisitVisitMapping.Create(Scope, Drafts.Full(1505, "text"), "m", null).ToJson()[..^1]},\"Id\":5}}]");
        Parse();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Parse();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 * 1024);

        void Parse() => CavVisitVisitMapping.Read(Scope, new VendorRow(5, JsonElement.Parse(utf8)[0])).Id.ShouldBe("5");
    }

    internal static CavVisitScope ScopeOf(params (string Name, object Value)[] settings)
    {
        var given = settings.Append(("customerId", 7)).ToDictionary(setting => setting.Item1, setting => Drafts.Json(setting.Item2));
        var bound = CavVisitSettings.Bind(new SettingValues(CavVisitSettings.Schema, given));
        return new CavVisitScope("hq", bound, new CavVisitDates(FacilityZone.Find("Europe/Stockholm"), inUtc: false));
    }

    private static Visit Read(WireBody body) => CavVisitVisitMapping.Read(Scope, Row(body));

    private static VendorRow Row(WireBody body) => new(5, JsonElement.Parse(body.ToJson()));

    private static Dictionary<string, JsonElement> AsTexts(WireModel model, IReadOnlyDictionary<string, JsonElement> fields)
    {
        return fields.OrderBy(field => model.PositionOf(field.Key)).ToDictionary(field => field.Key, field => Drafts.Json(WireValue.Text(field.Value)));
    }

    // Lone surrogates are no text that can be sent.
    private static Arbitrary<string> Texts() => ArbMap.Default.GeneratorFor<NonEmptyString>()
        .Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)) + "+&=%\"\\é😀")
        .ToArbitrary();
}
