using System.Text.Json;
using Gatehouse.Credentials;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.VizPin;

public sealed class PeopleTests
{
    [Theory]
    [InlineData(null, "user.preregister")]
    [InlineData("long-enough-1", "user.register")]
    public async Task A_person_is_created_read_changed_and_deleted(string? password, string method)
    {
        await using var vendor = await Installation.StartAsync();

        var created = await vendor.DoAsync(PeopleOperations.Create, new PersonCreate(Drafts.Person with { Password = password }, "m"));
        vendor.Calls.ShouldContain(method);
        Content(created).ShouldBe(Json(Drafts.Person));
        vendor.Data.Users.Find(created.Id)!.Password.ShouldBe(password);
        created.Raw!.Value.GetRawText().ShouldNotContain("long-enough");
        Content(await vendor.DoAsync(PeopleOperations.Get, new ItemRequest(created.Id))).ShouldBe(Json(Drafts.Person));
        var found = await vendor.DoAsync(PeopleOperations.Find, new PersonFind { Phone = Drafts.Person.Phone, LastName = Drafts.Person.LastName });
        found.Id.ShouldBe(created.Id);

        var fields = found.Fields.Where(field => field.Key != "badge").ToDictionary();
        var changed = await vendor.DoAsync(PeopleOperations.Update, new PersonUpdate(found, PersonDraft.Of(found) with { Email = null, Fields = fields }));
        (changed.Email, changed.Phone, changed.Fields.ContainsKey("badge"), changed.Fields.ContainsKey("prefs")).ShouldBe((null, Drafts.Person.Phone, false, true));
        (vendor.LastParameters["user"]!["email"]!.GetValue<string>(), vendor.LastParameters["user"]!["badge"]!.GetValue<string>()).ShouldBe(("", ""));
        vendor.LastParameters["user"]!.AsObject().ContainsKey("password").ShouldBeFalse();

        await vendor.DoAsync(PeopleOperations.Delete, new ItemRequest(created.Id, "all-accounts"));
        vendor.LastParameters["user_id"]!.GetValue<string>().ShouldBe(created.Id);
        (await vendor.RefusedAsync(PeopleOperations.Get, new ItemRequest(created.Id))).Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task What_a_caller_does_not_see_within_an_object_is_not_emptied_by_sending_the_object_back()
    {
        await using var vendor = await Installation.StartAsync();
        var card = new Dictionary<string, JsonElement> { ["card"] = JsonElement.Parse("""{"colour":"red","chip":{"cardnumber":"70001","kind":"blue"}}""") };
        var created = await vendor.DoAsync(PeopleOperations.Create, new PersonCreate(Drafts.Person with { Fields = card }, "m"));
        var seen = new Dictionary<string, JsonElement> { ["card"] = JsonElement.Parse("""{"colour":"green","chip":{"kind":"blue"}}""") };

        await vendor.DoAsync(PeopleOperations.Update, new PersonUpdate(created, PersonDraft.Of(created) with { Fields = seen }));

        vendor.LastParameters["user"]!["card"]!.ToJsonString().ShouldBe("""{"colour":"green","chip":{"kind":"blue","cardnumber":"70001"}}""");
    }

    [Fact]
    public async Task A_deletion_needs_its_confirmation()
    {
        await using var vendor = await Installation.StartAsync();
        var check = vendor.Connector.Find(PeopleOperations.Delete)!.Check;

        check(vendor.Context(), new ItemRequest("x")).ShouldHaveSingleItem().Pointer.ShouldBe("confirm");
        check(vendor.Context(), new ItemRequest("x", "all-accounts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_user_cannot_have_is_named()
    {
        await using var vendor = await Installation.StartAsync();
        var draft = Drafts.Person with
        {
            Phone = "0705551",
            Mobile = "+1",
            Department = "x",
            Organization = new NamedReference { Id = "a" },
            Fields = new Dictionary<string, JsonElement> { ["phone"] = JsonElement.Parse("1"), ["Password"] = JsonElement.Parse("1"), ["free"] = JsonElement.Parse("1") },
        };

        vendor.Connector.Find(PeopleOperations.Create)!.Check(vendor.Context(), new PersonCreate(draft, "m")).Select(error => error.Pointer)
            .ShouldBe(["/phone", "/mobile", "/department", "/organization", "/fields/phone", "/fields/Password"]);
    }

    [Fact]
    public async Task People_of_all_accounts_are_paged_through_the_vendors_batches()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { BatchSize = 7 });
        Fill(vendor, 60);
        var expected = ExpectedOf(vendor);

        foreach (var limit in new[] { 5, 7, 64, 1000 })
            (await AllAsync(vendor, limit)).ShouldBe(expected, $"limit {limit}");

        var own = vendor.Data.Accounts.List()[1].Id;
        (await AllAsync(vendor, 10, ("account", own))).ShouldBe(vendor.Data.Users.List(user => vendor.Data.LocationsOf(user.Id).Contains(vendor.Data.Locations.List()[2].Id)).Select(user => user.Id));
        var some = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(5)) { Organization = own });
        some.Items.ShouldAllBe(person => person.Organization!.Id == own);
    }

    [Fact]
    public async Task Nobody_is_missed_when_others_are_deleted_while_people_are_paged()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { BatchSize = 7 });
        Fill(vendor, 60);
        var seen = new List<string>();
        string? position = null;
        do
        {
            var page = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(9, position)));
            seen.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
            await vendor.DoAsync(PeopleOperations.Delete, new ItemRequest(vendor.Data.Users.List()[0].Id, "all-accounts"));
        }
        while (position is not null);

        vendor.Data.Users.List().Select(user => user.Id).ShouldBeSubsetOf(seen);
    }

    [Fact]
    public async Task The_people_of_a_site_are_listed_page_by_page()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { BatchSize = 3 });
        Fill(vendor, 20);
        var site = vendor.Data.AddLocation(vendor.Data.Accounts.List()[^1].Id, "The annex").Id;
        var here = vendor.Data.Users.List().Where((_, index) => index % 2 == 0).Select(user => user.Id).ToList();
        here.ForEach(user => vendor.Data.Associate(user, site));

        var seen = new List<string>();
        string? position = null;
        do
        {
            var page = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(4, position)) { Site = site });
            seen.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
        }
        while (position is not null);

        seen.ShouldBe(here);
        vendor.LastParameters["locationid"]!.GetValue<string>().ShouldBe(site);
    }

    [Fact]
    public async Task Batches_are_read_a_few_at_a_time()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { BatchSize = 1 });
        Fill(vendor, 100);

        var page = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(1000)));

        vendor.Calls.Count(call => call == "user.list").ShouldBe(64);
        (page.Items.Count, page.Next).ShouldBe((64, page.Next.ShouldNotBeNull()));
    }

    [Fact]
    public async Task People_are_filtered()
    {
        await using var vendor = await Installation.StartAsync();

        (await ListAsync(new PersonQuery(new PageRequest(10)) { Text = "dup" })).ShouldBe(["Chloé Dupont"]);
        (await ListAsync(new PersonQuery(new PageRequest(10)) { Email = "USER7@vizpin.example" })).ShouldBe(["Henrik Åberg"]);
        (await ListAsync(new PersonQuery(new PageRequest(10)) { Phone = "+1 555 123 0003" })).ShouldBe(["Diego Ruiz"]);

        async Task<IEnumerable<string?>> ListAsync(PersonQuery query) =>
            (await vendor.DoAsync(PeopleOperations.List, query)).Items.Select(person => person.Name);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("0:0:1:a")]
    [InlineData("1:-1:1:a")]
    [InlineData("1:1:1:")]
    public async Task A_cursor_of_another_list_is_refused(string cursor)
    {
        await using var vendor = await Installation.StartAsync();

        await Should.ThrowAsync<InvalidInputException>(() => vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(1, cursor))));
    }

    [Fact]
    public async Task A_user_whose_answer_was_lost_is_found_by_number_and_last_name()
    {
        await using var vendor = await Installation.StartAsync();
        var handler = vendor.Connector.Find(PeopleOperations.Create)!;
        var request = new PersonCreate(Drafts.Person, "m");
        var baseline = await handler.Baseline!(vendor.Context(), request, CancellationToken.None);
        (await handler.Search!(vendor.Context(), request, baseline, CancellationToken.None)).ShouldBeNull();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/services/apexrest/oem-api#com.vizpin.user.preregister" });

        (await vendor.RefusedAsync(PeopleOperations.Create, request)).EffectUnknown.ShouldBeTrue();

        var found = await handler.Search!(vendor.Context(), request, baseline, CancellationToken.None);
        found!.Id.ShouldBe(vendor.Data.Users.List()[^1].Id);
        (await handler.Search!(vendor.Context(), request, found.Id, CancellationToken.None)).ShouldBeNull();
        (await vendor.RefusedAsync(PeopleOperations.Create, request)).Kind.ShouldBe(VendorErrorKind.Conflict);
    }

    [Fact]
    public async Task A_person_is_associated_with_sites_and_those_needing_access_are_listed()
    {
        await using var vendor = await Installation.StartAsync();
        var (user, annex) = (vendor.Data.Users.List()[7].Id, vendor.Data.Locations.List()[1].Id);

        (await vendor.DoAsync(PeopleOperations.Associate, new PersonAssociate(user, [annex, vendor.Tower]))).Id.ShouldBe(user);

        vendor.LastParameters["assoc_user"]!["id"]!.GetValue<string>().ShouldBe(user);
        vendor.Data.LocationsOf(user).Count.ShouldBe(3);
        (await NeedingAsync(new NeedingAccessQuery(new PageRequest(100), Site: annex))).ShouldBe([vendor.Data.Users.List()[5].Id, user]);
        (await NeedingAsync(new NeedingAccessQuery(new PageRequest(100), Organization: vendor.Data.Accounts.List()[0].Id))).Count().ShouldBe(6);
        (await NeedingAsync(new NeedingAccessQuery(new PageRequest(100)))).Count().ShouldBe(8);

        async Task<IEnumerable<string>> NeedingAsync(NeedingAccessQuery query) =>
            (await vendor.DoAsync(PeopleOperations.NeedingAccess, query)).Items.Select(person => person.Id);
    }

    [Fact]
    public async Task Cards_are_generated_where_the_vendor_enabled_it_and_listed_with_the_keys_on_phones()
    {
        await using var vendor = await Installation.StartAsync(extraMethods: true);
        var (user, account) = (vendor.Data.Users.List()[0].Id, vendor.Data.Accounts.List()[0].Id);
        var issue = vendor.Connector.Find(CredentialOperations.Issue)!;
        (string, object) enabled = ("credentialGeneration", true);
        issue.Unavailable(vendor.Context())!.ShouldContain("credentialGeneration");
        issue.Unavailable(vendor.Context(enabled)).ShouldBeNull();
        issue.Check(vendor.Context(enabled), new CredentialIssue(user, null, "m")).ShouldHaveSingleItem();
        issue.Check(vendor.Context(enabled, ("account", account)), new CredentialIssue(user, null, "m")).ShouldBeEmpty();
        var baseline = await issue.Baseline!(vendor.Context(enabled), new CredentialIssue(user, account, "m"), CancellationToken.None);

        var card = await vendor.DoAsync(CredentialOperations.Issue, new CredentialIssue(user, account, "m"), enabled);

        (card.Kind, card.Value).ShouldBe((CredentialKind.Card, vendor.Data.Credentials.List()[0].Text("cardnumber")));
        (await issue.Search!(vendor.Context(enabled), new CredentialIssue(user, account, "m"), baseline, CancellationToken.None))!.Value.ShouldBe(card.Value);
        (await vendor.DoAsync(CredentialOperations.List, new CredentialQuery(user))).ShouldBe([card]);
        var all = await vendor.DoAsync(CredentialOperations.List, new CredentialQuery(user), ("vizpinsMethod", "com.vizpin.x.vizpins"));
        all.Select(credential => credential.Kind).ShouldBe([CredentialKind.Card, CredentialKind.Phone]);
        all[1].ExpiresAt.ShouldBe(new DateTimeOffset(2026, 7, 16, 0, 0, 0, TimeSpan.FromHours(-4)));
    }

    private static void Fill(Installation vendor, int count)
    {
        for (var number = 0; number < count; number++)
            vendor.Data.Associate(vendor.Data.AddUser("New", $"User {number}", $"+1556{number}").Id, vendor.Data.Locations.List()[number % 3].Id);
    }

    private static List<string> ExpectedOf(Installation vendor)
    {
        var locations = vendor.Data.Locations.List();
        var first = locations.Take(2).Select(location => location.Id).ToList();
        var users = vendor.Data.Users.List();
        return [.. users.Where(user => vendor.Data.LocationsOf(user.Id).Any(first.Contains)).Select(user => user.Id),
            .. users.Where(user => vendor.Data.LocationsOf(user.Id).Contains(locations[2].Id)).Select(user => user.Id)];
    }

    private static async Task<List<string>> AllAsync(Installation vendor, int limit, params (string, object)[] settings)
    {
        var seen = new List<string>();
        string? position = null;
        do
        {
            var page = await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(limit, position)), settings);
            page.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items.Select(person => person.Id));
            position = page.Next;
        }
        while (position is not null);
        return seen;
    }

    private static string Content(Person person) => Json(PersonDraft.Of(person) with { OtherEmails = null });

    private static string Json(PersonDraft draft) => JsonSerializer.Serialize(draft with { Fields = draft.Fields.OrderBy(field => field.Key).ToDictionary() });
}
