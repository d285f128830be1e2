using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.People;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class FailureTests
{
    [Theory]
    [InlineData(FaultKind.Malformed)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.HalfJson)]
    public async Task An_answer_that_cannot_be_understood_is_a_protocol_error(FaultKind fault)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(fault) { Next = 2 });

        var read = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(OrganizationOperations.Get, new ItemRequest("221")));
        var write = await Should.ThrowAsync<VendorException>(() => CreateAsync(vendor));

        read.Error.Kind.ShouldBe(VendorErrorKind.Protocol);
        (write.Error.Kind, write.Error.EffectUnknown).ShouldBe((VendorErrorKind.Protocol, true));
    }

    [Theory]
    [InlineData("""{"Id":1}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[7]")]
    [InlineData("""[{"VisitorName":"no id"}]""")]
    [InlineData("""[{"Id":0}]""")]
    [InlineData("""[{"Id":1},{"Id":2}]""")]
    public async Task A_write_that_answers_something_else_has_an_unknown_effect(string body)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = 200, Body = body });

        var failure = await Should.ThrowAsync<VendorException>(() => CreateAsync(vendor));

        (failure.Error.Kind, failure.Error.EffectUnknown).ShouldBe((VendorErrorKind.Protocol, true));
    }

    [Theory]
    [InlineData(FaultKind.Html, null, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Malformed, null, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Status, "false", VendorErrorKind.Conflict)]
    [InlineData(FaultKind.Status, """{"Message":"The customer key is wrong"}""", VendorErrorKind.Unauthenticated)]
    public async Task A_deletion_is_done_only_when_the_answer_can_mean_so(FaultKind fault, string? body, VendorErrorKind kind)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(fault) { Status = 200, Body = body });

        var failure = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Delete, new ItemRequest("100701")));

        failure.Error.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(AssumedAnswer.True)]
    [InlineData(AssumedAnswer.List)]
    [InlineData(AssumedAnswer.EmptyList)]
    [InlineData(AssumedAnswer.Nothing)]
    public async Task A_deletion_may_answer_anything_that_is_no_failure(AssumedAnswer answer)
    {
        await using var vendor = await Installation.StartAsync(new CavVisitAssumptions { DeleteAnswer = answer });
        var before = vendor.Customer.Visits.Count;

        await vendor.DoAsync(VisitOperations.Delete, new ItemRequest("100701"));

        vendor.Customer.Visits.Count.ShouldBe(before - 1);
    }

    [Theory]
    [InlineData(400, "The customerKey is unknown.", VendorErrorKind.Unauthenticated)]
    [InlineData(500, "Invalid API key", VendorErrorKind.Unauthenticated)]
    [InlineData(401, "No", VendorErrorKind.Unauthenticated)]
    [InlineData(400, "DateVisit is wrong", VendorErrorKind.Invalid)]
    [InlineData(404, "Visit 5 was not found.", VendorErrorKind.NotFound)]
    [InlineData(429, "Slow down, your api key is used too often", VendorErrorKind.RateLimited)]
    [InlineData(500, "An error has occurred.", VendorErrorKind.Unavailable)]
    public async Task Failures_are_classified_by_status_and_words(int status, string message, VendorErrorKind kind)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = status, Body = Drafts.Content(new { Message = message }) });

        var failure = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(FacilityOperations.Test, default));

        (failure.Error.Kind, failure.Error.VendorMessage).ShouldBe((kind, message));
    }

    [Fact]
    public async Task A_call_that_the_vendor_does_not_have_is_no_missing_object_and_its_address_is_not_shown()
    {
        await using var vendor = await Installation.StartAsync();
        var address = $"{vendor.Simulator.Host.BaseAddress}Visits/DeleteVisit?customerKey={Uri.EscapeDataString(Installation.Key)}&customerId=7";
        var message = Drafts.Content(new { Message = $"No HTTP resource was found that matches the request URI '{address}'." });
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = 404, Body = message, Next = 1 });
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Html) { Status = 404, Next = 1 });

        var told = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Delete, new ItemRequest("100701")));
        var page = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Delete, new ItemRequest("100701")));

        (told.Error.Kind, page.Error.Kind).ShouldBe((VendorErrorKind.Misconfigured, VendorErrorKind.Misconfigured));
        told.Error.VendorMessage!.ShouldEndWith("Visits/DeleteVisit?***'.");
    }

    [Fact]
    public async Task The_key_is_in_no_failure()
    {
        await using var vendor = await Installation.StartAsync();
        var faults = vendor.Simulator.Host.Faults;
        faults.Add(new Fault(FaultKind.Status) { Status = 400, Body = Drafts.Content(new { Message = $"customerKey {Installation.Key} is wrong" }), Next = 1 });
        foreach (var kind in new[] { FaultKind.DropBefore, FaultKind.DropAfter, FaultKind.Html, FaultKind.Malformed, FaultKind.Empty })
            faults.Add(new Fault(kind) { Next = 1 });

        for (var count = 0; count < 6; count++)
        {
            var failure = await Should.ThrowAsync<VendorException>(() => CreateAsync(vendor, ("encoding", "query")));
            var shown = $"{failure} {failure.Error}";
            shown.ShouldNotContain(Installation.Key);
            shown.ShouldNotContain(Uri.EscapeDataString(Installation.Key));
        }
    }

    [Fact]
    public async Task A_visit_whose_answer_was_lost_is_found_by_its_marker()
    {
        await using var vendor = await Installation.StartAsync();
        var request = new VisitCreate(Drafts.Visit(vendor.Customer.Hosts.List()[0].Id), "m-lost");
        var search = vendor.Connector.Find(VisitOperations.Create)!.Search!;
        (await search(vendor.Context(), request, null, CancellationToken.None)).ShouldBeNull();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1 });

        var lost = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.Create, request));
        var found = await search(vendor.Context(), request, null, CancellationToken.None);

        lost.Error.EffectUnknown.ShouldBeTrue();
        found!.Visitor.Name.ShouldBe("Chris Park");
    }

    [Fact]
    public async Task A_host_whose_answer_was_lost_is_the_new_one_that_looks_the_same()
    {
        await using var vendor = await Installation.StartAsync();
        var request = new PersonCreate(Drafts.Person(vendor.Customer.Companies.List()[0].Id), "m");
        var handler = vendor.Connector.Find(PeopleOperations.Create)!;
        var old = await vendor.DoAsync(PeopleOperations.Create, request);
        var baseline = await handler.Baseline!(vendor.Context(), request, CancellationToken.None);
        baseline.ShouldBe(old.Id);
        (await handler.Search!(vendor.Context(), request, baseline, CancellationToken.None)).ShouldBeNull();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1 });
        await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(PeopleOperations.Create, request));

        var found = await handler.Search!(vendor.Context(), request, baseline, CancellationToken.None);

        found!.Id.ShouldBe($"{vendor.Customer.Hosts.List()[^1].Id}");
        await vendor.DoAsync(PeopleOperations.Create, request);
        var several = await Should.ThrowAsync<VendorException>(() => handler.Search!(vendor.Context(), request, baseline, CancellationToken.None));
        several.Error.Code.ShouldBe("create_ambiguous");
    }

    [Fact]
    public async Task A_company_whose_answer_was_lost_is_found()
    {
        await using var vendor = await Installation.StartAsync();
        var request = new OrganizationCreate(Drafts.Organization, "m");
        var handler = vendor.Connector.Find(OrganizationOperations.Create)!;
        var baseline = await handler.Baseline!(vendor.Context(), request, CancellationToken.None);
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1 });
        await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(OrganizationOperations.Create, request));

        var found = await handler.Search!(vendor.Context(), request, baseline, CancellationToken.None);

        found!.Id.ShouldBe($"{vendor.Customer.Companies.List()[^1].Id}");
    }

    [Fact]
    public async Task Check_in_is_there_only_where_the_facility_says_so()
    {
        await using var vendor = await Installation.StartAsync(new CavVisitAssumptions { CheckTimesWritable = true });
        var create = vendor.Connector.Find(VisitOperations.Create)!;
        var walkIn = new VisitCreate(Drafts.Visit(vendor.Customer.Hosts.List()[0].Id), "m", Drafts.From);
        vendor.Connector.Find(VisitOperations.Arrive)!.Unavailable(vendor.Context())!.ShouldContain("checkInByUpdate");
        create.Check(vendor.Context(), walkIn).ShouldContain(error => error.Pointer == "/arrived");
        (string, object) on = ("checkInByUpdate", true);
        create.Check(vendor.Context(on), walkIn).ShouldBeEmpty();

        var walkedIn = await vendor.DoAsync(VisitOperations.Create, walkIn, on);
        var expected = await vendor.DoAsync(VisitOperations.Create, walkIn with { ArrivedAt = null, Marker = "n" }, on);
        var arrived = await vendor.DoAsync(VisitOperations.Arrive, new VisitArrive(expected, Drafts.From.AddMinutes(3)), on);
        var left = await vendor.DoAsync(VisitOperations.End, new VisitEnd(arrived, Drafts.From.AddMinutes(9), null), on, ("checkOutByUpdate", true));

        walkedIn.ArrivedAt.ShouldBe(Drafts.From);
        arrived.Status.ShouldBe(Model.VisitStatus.Arrived);
        (left.Status, left.DepartedAt, left.ArrivedAt).ShouldBe((Model.VisitStatus.Departed, Drafts.From.AddMinutes(9), Drafts.From.AddMinutes(3)));
    }

    [Fact]
    public async Task An_installation_that_ignores_check_in_is_found_out()
    {
        await using var vendor = await Installation.StartAsync();
        var visit = await vendor.DoAsync(VisitOperations.Get, new ItemRequest("100705"));

        var failure = await Should.ThrowAsync<VendorException>(
            () => vendor.DoAsync(VisitOperations.Arrive, new VisitArrive(visit, Drafts.From), ("checkInByUpdate", true)));

        failure.Error.Kind.ShouldBe(VendorErrorKind.NotSupported);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await using var vendor = await Installation.StartAsync();

        await Should.ThrowAsync<InvalidInputException>(() => vendor.DoAsync(VisitOperations.List, new VisitQuery(new Paging.PageRequest(1, "x"))));
        await Should.ThrowAsync<InvalidInputException>(() => vendor.DoAsync(PeopleOperations.List, new PersonQuery(new Paging.PageRequest(1, "1:2:3"))));
    }

    private static Task<Model.Visit> CreateAsync(Installation vendor, params (string Name, object Value)[] settings) =>
        vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(vendor.Customer.Hosts.List()[0].Id), "m"), settings);
}
