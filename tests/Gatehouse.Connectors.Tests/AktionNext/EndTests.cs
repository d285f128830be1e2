using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Connectors.AktionNext;
using Gatehouse.Model;
using Gatehouse.Outgoing;
using Gatehouse.Simulators.AktionNext;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;
using Gatehouse.Visits;
using Microsoft.Extensions.Options;
using Visit = Gatehouse.Model.Visit;

namespace Gatehouse.Connectors.Tests.AktionNext;

/// <summary>Every error number of visit/end (seed 001), flat and nested.</summary>
public sealed class EndTests
{
    [Theory]
    [InlineData(1002, VendorErrorKind.Invalid, false)]
    [InlineData(1006, VendorErrorKind.Misconfigured, false)]
    [InlineData(1007, VendorErrorKind.Misconfigured, false)]
    [InlineData(1008, VendorErrorKind.RateLimited, false)]
    [InlineData(1516, VendorErrorKind.Forbidden, false)]
    [InlineData(1537, VendorErrorKind.Forbidden, false)]
    [InlineData(1517, VendorErrorKind.NotFound, false)]
    [InlineData(1540, VendorErrorKind.NotFound, false)]
    [InlineData(1544, VendorErrorKind.Unavailable, true)]
    [InlineData(1545, VendorErrorKind.Conflict, false)]
    public async Task An_error_number_is_classified_whatever_its_status(int code, VendorErrorKind kind, bool effectUnknown)
    {
        foreach (var form in Enum.GetValues<ErrorForm>())
        {
            await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { ErrorForm = form });
            vendor.Data.Refuse(new Refusal(code, "visit/end"));

            var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0));

            (failure.Error.Kind, failure.Error.Code, failure.Error.EffectUnknown).ShouldBe((kind, $"{code}", effectUnknown));
            failure.Error.VendorMessage.ShouldNotBeNullOrEmpty();
            vendor.Calls.Count(call => call == "POST visit/end").ShouldBe(1);
            vendor.Calls.Count(call => call == "POST login").ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_token_that_is_not_known_any_more_is_replaced_once()
    {
        await using var vendor = await Installation.StartAsync();
        await EndAsync(vendor, 0);
        vendor.Data.RevokeTokens();

        (await EndAsync(vendor, 1)).Status.ShouldBe(VisitStatus.Departed);
        vendor.Calls.ShouldBe(["POST login", "POST visit/end", "POST visit/end", "POST login", "POST visit/end"]);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    public async Task A_token_that_is_never_accepted_ends_after_one_new_login(int code)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Data.Refuse(new Refusal(code, "visit/end"));

        var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0));

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.Unauthenticated, $"{code}"));
        vendor.Calls.ShouldBe(["POST login", "POST visit/end", "POST login", "POST visit/end"]);
    }

    [Fact]
    public async Task What_is_not_licensed_is_unavailable_until_the_connection_is_tested_or_an_hour_has_gone()
    {
        await using var vendor = await Installation.StartAsync();
        var end = vendor.Connector.Find(VisitOperations.End)!;
        end.Unavailable(vendor.Context()).ShouldBeNull();
        vendor.Data.Refuse(new Refusal(8, "visit/end"));

        var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0));

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.NotSupported, "not_licensed"));
        end.Unavailable(vendor.Context())!.ShouldContain("visit/end");
        vendor.Connector.Find(AccessOperations.Revoke)!.Unavailable(vendor.Context()).ShouldNotBeNull();
        vendor.Connector.Find(VisitOperations.Create)!.Unavailable(vendor.Context()).ShouldBeNull();
        await vendor.DoAsync(Facilities.FacilityOperations.Test, default);
        end.Unavailable(vendor.Context()).ShouldBeNull();
        await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0));
        vendor.Clock.Advance(TimeSpan.FromHours(1));
        end.Unavailable(vendor.Context()).ShouldBeNull();
    }

    [Fact]
    public async Task A_reason_is_sent_and_has_a_default()
    {
        await using var vendor = await Installation.StartAsync();
        var reason = new string('č', 3999) + "&";

        (await EndAsync(vendor, 0, reason)).Status.ShouldBe(VisitStatus.Departed);
        await EndAsync(vendor, 1);
        await EndAsync(vendor, 2, settings: ("endReason", "Over"));

        int[] states = [0, 1, 2];
        states.Select(state => vendor.Data.Visits.Find(Guid.Parse(Installation.VisitOf(state)))!.Reason).ShouldBe([reason, "Ended by Gatehouse", "Over"]);
        vendor.LastCall.Form["VisitId"].ShouldBe(Installation.VisitOf(2));
        vendor.LastCall.ContentType!.ShouldStartWith("application/json");
    }

    [Theory]
    [InlineData(VisitStates.Left)]
    [InlineData(VisitStates.Rejected)]
    public async Task A_visit_that_is_over_counts_as_ended_where_it_can_be_read(int state)
    {
        await using var vendor = await Installation.StartAsync();

        (await EndAsync(vendor, state)).Status.ShouldBeOneOf(VisitStatus.Departed, VisitStatus.Denied);
        var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, state, settings: ("getPath", "")));
        failure.Error.Kind.ShouldBe(VendorErrorKind.Conflict);
    }

    [Theory]
    [InlineData("no such user", Installation.Key, "1003")]
    [InlineData("gatehouse", "wrong", "1004")]
    public async Task A_wrong_login_is_misconfigured(string user, string key, string code)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.SetKey(key);

        var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0, settings: ("userLogin", user)));

        (failure.Error.Kind, failure.Error.Code).ShouldBe((VendorErrorKind.Misconfigured, code));
    }

    [Fact]
    public async Task A_wrong_address_is_no_missing_visit()
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Html) { Status = 404, Path = "/AktionNEXT/API/visit/end" });

        (await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0))).Error.Kind.ShouldBe(VendorErrorKind.Misconfigured);
    }

    [Theory]
    [InlineData(FaultKind.Status, VendorErrorKind.Unavailable)]
    [InlineData(FaultKind.Malformed, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Html, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.Empty, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.HalfJson, VendorErrorKind.Protocol)]
    [InlineData(FaultKind.DropAfter, VendorErrorKind.Unavailable)]
    public async Task A_broken_answer_may_have_had_effect(FaultKind fault, VendorErrorKind kind)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(fault) { Path = "/AktionNEXT/API/visit/end" });

        var failure = await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 0));

        (failure.Error.Kind, failure.Error.EffectUnknown).ShouldBe((kind, true));
    }

    [Fact]
    public async Task Neither_token_nor_key_is_in_any_failure()
    {
        await using var vendor = await Installation.StartAsync(new AktionNextAssumptions { ErrorForm = ErrorForm.Nested });
        await EndAsync(vendor, 0);
        foreach (var kind in new[] { FaultKind.Status, FaultKind.Html, FaultKind.Empty, FaultKind.DropBefore, FaultKind.DropAfter })
        {
            vendor.Simulator.Host.Faults.Add(new Fault(kind) { Next = 1 });
            Check(await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 1)));
        }

        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = 400, Next = 1, Path = "/AktionNEXT/API/login", Body = $$"""{"Message":"The key {{Installation.Key.Replace("\"", "\\\"", StringComparison.Ordinal)}} is odd","Code":1002}""" });
        vendor.Data.RevokeTokens();
        Check(await Should.ThrowAsync<VendorException>(() => EndAsync(vendor, 1)));

        void Check(VendorException failure)
        {
            var shown = $"{failure} {failure.Error}";
            shown.ShouldNotContain(Installation.Key);
            shown.ShouldNotContain("Token=");
        }
    }

    [Fact]
    public void The_vendor_s_words_on_a_token_are_shown_without_it()
    {
        var answer = new OutgoingAnswer(401, "application/json", null, "{\"Message\":\"Token 3eca19ca not found\",\"Code\":1000}"u8.ToArray());
        using var http = new OutgoingHttp(new AddressPolicy(Options.Create(new OutgoingOptions())));
        var error = AktionErrors.Find(new VendorHttp(http, TimeProvider.System), answer, JsonElement.Parse(answer.Body.Span), "visit/end", "3eca19ca")!;

        (error.Kind, error.VendorMessage).ShouldBe((VendorErrorKind.Unauthenticated, "Token *** not found"));
    }

    private static Task<Visit> EndAsync(Installation vendor, int state, string? reason = null, params (string Name, object Value)[] settings) => vendor.DoAsync(
        VisitOperations.End,
        new VisitEnd(new Visit { Id = Installation.VisitOf(state), Facility = "hq", Visitor = new Visitor() }, vendor.Now, reason),
        settings);
}
