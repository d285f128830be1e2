using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.Simulators.Control;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.HappyHabitat;

public sealed class FailureTests : IAsyncLifetime
{
    private const string Visits = "/api/residentvisits";

    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Malformed, null)]
    [InlineData(FaultKind.Html, null)]
    [InlineData(FaultKind.Empty, null)]
    [InlineData(FaultKind.HalfJson, null)]
    [InlineData(FaultKind.Status, "[]")]
    [InlineData(FaultKind.Status, "null")]
    [InlineData(FaultKind.Status, """{"id":7}""")]
    public async Task A_write_whose_answer_cannot_be_understood_has_an_unknown_effect(FaultKind fault, string? body)
    {
        _vendor.Simulator.Host.Faults.Add(new Fault(fault) { Path = Visits, Body = body, Status = body is null ? null : 200 });

        var failure = await Should.ThrowAsync<VendorException>(CreateAsync);

        (failure.Error.Kind, failure.Error.EffectUnknown).ShouldBe((VendorErrorKind.Protocol, true));
    }

    [Theory]
    [InlineData(400, """{"code":"VALIDATION_ERROR","message":"Wrong","errors":{"Subject":["Too long."]},"traceId":"t"}""", VendorErrorKind.Invalid, false, "VALIDATION_ERROR", "Wrong Subject: Too long.")]
    [InlineData(500, """{"code":"INTERNAL_ERROR","message":"Oops","traceId":"t"}""", VendorErrorKind.Unavailable, true, "INTERNAL_ERROR", "Oops")]
    [InlineData(400, """{"code":"DATABASE_ERROR","message":"Oops","traceId":"t"}""", VendorErrorKind.Unavailable, true, "DATABASE_ERROR", "Oops")]
    [InlineData(400, """{"code":"INVALID_OPERATION","message":"No","traceId":"t"}""", VendorErrorKind.Conflict, false, "INVALID_OPERATION", "No")]
    [InlineData(500, """{"code":"NOT_FOUND","message":"No","traceId":"t"}""", VendorErrorKind.NotFound, false, "NOT_FOUND", "No")]
    [InlineData(400, "\"Resident not found\"", VendorErrorKind.Invalid, false, "http_400", "Resident not found")]
    [InlineData(400, "Resident not found", VendorErrorKind.Invalid, false, "http_400", "Resident not found")]
    [InlineData(404, """{"title":"Not Found","status":404}""", VendorErrorKind.NotFound, false, "http_404", "Not Found")]
    [InlineData(404, "<html>", VendorErrorKind.Misconfigured, false, "http_404", null)]
    [InlineData(429, "", VendorErrorKind.RateLimited, false, "http_429", null)]
    [InlineData(502, "<html>", VendorErrorKind.Unavailable, true, "http_502", null)]
    public async Task Failures_are_classified_by_code_words_and_status(
        int status, string body, VendorErrorKind kind, bool effectUnknown, string code, string? words)
    {
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Path = Visits, Status = status, Body = body });

        var failure = await Should.ThrowAsync<VendorException>(CreateAsync);

        (failure.Error.Kind, failure.Error.EffectUnknown, failure.Error.Code, failure.Error.VendorMessage).ShouldBe((kind, effectUnknown, code, words));
    }

    [Fact]
    public async Task What_the_vendor_refuses_of_itself_is_understood()
    {
        var unknown = Drafts.Visit(_vendor.Resident) with { Host = new HostReference { Id = $"{Guid.NewGuid()}" } };
        var rule = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Create, new VisitCreate(unknown, "m")));
        (rule.Error.Kind, rule.Error.VendorMessage).ShouldBe((VendorErrorKind.Invalid, "Resident not found"));

        var empty = Drafts.Visit(_vendor.Resident) with { Purpose = " " };
        var validation = await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Create, new VisitCreate(empty, "m")));
        (validation.Error.Kind, validation.Error.Code).ShouldBe((VendorErrorKind.Invalid, "VALIDATION_ERROR"));
        validation.Error.VendorMessage!.ShouldContain("The Subject field is required.");
    }

    [Fact]
    public async Task A_token_that_expired_or_was_revoked_is_renewed_once()
    {
        await ListAsync();
        _vendor.Simulator.RevokeTokens();
        await ListAsync();
        _vendor.Clock.Advance(TimeSpan.FromMinutes(61));
        await ListAsync();

        _vendor.Calls.ShouldBe(
        [
            "POST auth/login", "GET residentvisits", "GET residentvisits", "POST auth/login", "GET residentvisits", "POST auth/login", "GET residentvisits",
        ]);
    }

    [Fact]
    public async Task A_wrong_password_is_unauthenticated_and_quoted_nowhere()
    {
        _vendor.SpoilPassword();
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Path = "/api/auth", Status = 401, Body = "No wrong-" + Installation.Password + "!" });

        var failure = await Should.ThrowAsync<VendorException>(ListAsync);

        (failure.Error.Kind, failure.Error.VendorMessage).ShouldBe((VendorErrorKind.Unauthenticated, "No ***!"));
        failure.ToString().ShouldNotContain(Installation.Password);
    }

    [Fact]
    public async Task A_create_whose_answer_was_lost_is_found_again_unless_another_one_looks_like_it()
    {
        var request = new VisitCreate(Drafts.Visit(_vendor.Resident), "m");
        await _vendor.DoAsync(VisitOperations.Create, request);
        var handler = _vendor.Connector.Find(VisitOperations.Create)!;
        var baseline = await handler.Baseline!(_vendor.Context(), request, CancellationToken.None);
        (await handler.Search!(_vendor.Context(), request, baseline, CancellationToken.None)).ShouldBeNull();

        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Path = Visits, Method = "POST", Next = 1 });
        await Should.ThrowAsync<VendorException>(() => _vendor.DoAsync(VisitOperations.Create, request));
        var made = _vendor.Simulator.Data.ActiveVisits[^1];

        (await handler.Search(_vendor.Context(), request, baseline, CancellationToken.None))!.Id.ShouldBe($"{made.Id}");
        _vendor.Simulator.Data.AddVisit(made with { Subject = "Other" });
        (await handler.Search(_vendor.Context(), request, baseline, CancellationToken.None))!.Id.ShouldBe($"{made.Id}");
        _vendor.Simulator.Data.AddVisit(made);
        var ambiguous = await Should.ThrowAsync<VendorException>(() => handler.Search(_vendor.Context(), request, baseline, CancellationToken.None));
        ambiguous.Error.Code.ShouldBe("create_ambiguous");
    }

    [Fact]
    public void What_Happy_Habitat_cannot_take_is_named_before_the_call()
    {
        var draft = Drafts.Visit(_vendor.Resident) with
        {
            Host = new HostReference { Id = "1505" },
            Visitor = new Visitor { Name = "A", Company = "c", Email = "e", Phone = "p", Mobile = "m" },
            Type = "t",
            Trailer = new Trailer { Plate = "t" },
            Organization = new NamedReference { Id = "o" },
            Escort = new NamedReference { Id = "e" },
            Organizer = "o",
            Notes = "n",
            Location = "l",
            Place = "p",
            Group = "g",
            Fields = new Dictionary<string, System.Text.Json.JsonElement> { ["field"] = System.Text.Json.JsonSerializer.SerializeToElement(1) },
        };

        var errors = _vendor.Connector.Find(VisitOperations.Create)!.Check(_vendor.Context(), new VisitCreate(draft, "m"));

        errors.Select(error => error.Pointer).ShouldBe(
        [
            "/host/id", "/type", "/trailer", "/organization", "/escort", "/organizer", "/notes", "/location", "/place", "/group", "/fields/field",
            "/visitor/company", "/visitor/email", "/visitor/phone", "/visitor/mobile",
        ]);
    }

    [Fact]
    public async Task An_update_cannot_clear_what_is_required()
    {
        var created = await _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Resident), "m"));

        var errors = _vendor.Connector.Find(VisitOperations.Update)!.Check(_vendor.Context(), new VisitUpdate(created, new VisitDraft()));

        errors.Select(error => error.Pointer).ShouldBe(["/host/id", "/visitor/name", "/partySize", "/purpose", "/window/from"]);
    }

    [Fact]
    public void A_setting_that_names_no_communities_is_refused() =>
        Should.Throw<InvalidInputException>(() => _vendor.Context(("communities", new[] { "north" })))
            .Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/settings/communities");

    private Task<Visit> CreateAsync() => _vendor.DoAsync(VisitOperations.Create, new VisitCreate(Drafts.Visit(_vendor.Resident), "m"));

    private Task<Page<Visit>> ListAsync() => _vendor.DoAsync(VisitOperations.List, new VisitQuery(new PageRequest(10)));
}
