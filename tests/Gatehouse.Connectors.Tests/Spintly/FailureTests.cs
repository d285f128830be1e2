using Gatehouse.Connectors.Spintly;
using Gatehouse.Facilities;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.Spintly;

public sealed class FailureTests : IAsyncLifetime
{
    private Installation _vendor = null!;

    public async Task InitializeAsync() => _vendor = await Installation.StartAsync();

    public async Task DisposeAsync() => await _vendor.DisposeAsync();

    [Theory]
    [InlineData(200, """{"type":"error","message":"Meeting not found"}""", VendorErrorKind.NotFound)]
    [InlineData(200, """{"type":"failure","message":"endTime is wrong"}""", VendorErrorKind.Invalid)]
    [InlineData(200, """{"type":"error","message":{"statusCode":409}}""", VendorErrorKind.Conflict)]
    [InlineData(404, """{"type":"error","message":"Meeting not found"}""", VendorErrorKind.NotFound)]
    [InlineData(404, "<html>404</html>", VendorErrorKind.Misconfigured)]
    [InlineData(403, """{"message":"Missing Authentication Token"}""", VendorErrorKind.Misconfigured)]
    [InlineData(404, """{"message":"Cannot PATCH /x"}""", VendorErrorKind.Misconfigured)]
    [InlineData(403, """{"message":"User is not authorized to access this resource with an explicit deny"}""", VendorErrorKind.Unauthenticated)]
    [InlineData(403, """{"message":"No permission for this site"}""", VendorErrorKind.Forbidden)]
    [InlineData(429, """{"message":"Too Many Requests"}""", VendorErrorKind.RateLimited)]
    [InlineData(502, """{"message":"Internal server error"}""", VendorErrorKind.Unavailable)]
    [InlineData(504, """{"message":"Endpoint request timed out"}""", VendorErrorKind.Timeout)]
    public async Task Failures_are_told_by_their_words_and_status(int status, string body, VendorErrorKind kind)
    {
        var visit = await _vendor.CreateAsync();
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Method = "PATCH", Status = status, Body = body });
        var draft = Gatehouse.Model.VisitDraft.Of(visit) with { Fields = _vendor.Draft(_vendor.Doors[1]).Fields };

        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(VisitOperations.Update, new VisitUpdate(visit, draft)))).Error.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("saams", "json", "urn:ietf:params:oauth:grant-type:client-credentials", "raw", AuthorizationForms.Raw)]
    [InlineData("flat", "json", "client-credentials", "bearer", AuthorizationForms.Bearer)]
    [InlineData("flat", "form", "client-credentials", "bearer", AuthorizationForms.Bearer)]
    public async Task Tokens_are_got_and_sent_as_the_settings_say(string shape, string encoding, string grant, string authorization, AuthorizationForms accepted)
    {
        await using var vendor = await Installation.StartAsync(new SpintlyAssumptions { Authorization = accepted });
        var url = shape == "flat" ? vendor.Simulator.FlatTokenAddress : vendor.Simulator.TokenAddress;

        await vendor.DoAsync(
            FacilityOperations.Test, default,
            ("tokenUrl", url), ("tokenShape", shape), ("tokenEncoding", encoding), ("grantType", grant), ("authorization", authorization));

        vendor.Organisation.Logins.ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_and_a_revoked_token_are_renewed_in_the_middle_of_a_batch()
    {
        await _vendor.CreateAsync("m-1");
        _vendor.Organisation.RevokeTokens();
        await _vendor.CreateAsync("m-2");
        _vendor.Organisation.Logins.ShouldBe(2);

        _vendor.Clock.Advance(TimeSpan.FromHours(2));
        await _vendor.CreateAsync("m-3");
        _vendor.Organisation.Logins.ShouldBe(3);
        _vendor.Organisation.Meetings.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_wrong_secret_is_unauthenticated_and_stands_in_no_message()
    {
        _vendor.SetSecret("wrong-secret");
        _vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Path = "/prod", Status = 401, Body = """{"message":"bad secret wrong-secret"}""" });

        var failure = await Should.ThrowAsync<VendorException>(_vendor.DoAsync(FacilityOperations.Test, default));

        failure.Error.Kind.ShouldBe(VendorErrorKind.Unauthenticated);
        failure.ToString().ShouldNotContain("wrong-secret");
        failure.Error.VendorMessage.ShouldBe("bad secret ***");
    }

    [Fact]
    public async Task A_token_that_is_asked_for_in_a_wrong_way_is_a_wrong_setting() =>
        (await Should.ThrowAsync<VendorException>(_vendor.DoAsync(FacilityOperations.Test, default, ("tokenShape", "flat")))).Error.Kind.ShouldBe(VendorErrorKind.Misconfigured);

    [Theory]
    [InlineData("sitesPath", "/x/{organisation}")]
    [InlineData("accessPointsPath", "x/{organisation}")]
    [InlineData("deleteMeetingPath", "x/{user}/{meeting}")]
    [InlineData("deleteMeetingPath", "")]
    [InlineData("pageSize", 0)]
    public void Wrong_settings_are_named(string name, object value) =>
        Should.Throw<InvalidInputException>(() => _vendor.Context((name, value))).Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/settings/" + name);

    [Fact]
    public void Values_in_a_path_cannot_leave_their_place()
    {
        var settings = _vendor.Context(("organisationId", "a/b")).Settings<SpintlySettings>();

        settings.Address(settings.DeleteMeetingPath, meeting: "../9?x={user}").AbsoluteUri
            .ShouldEndWith("/organisations/a%2Fb/meeting/..%2F9%3Fx%3D%7Buser%7D");
    }

    [Fact]
    public void A_user_id_is_the_same_for_the_same_marker_and_in_digits_where_set()
    {
        var digits = _vendor.Context(("userIdForm", "digits")).Settings<SpintlySettings>();

        SpintlyIds.UserOf(_vendor.Context().Settings<SpintlySettings>(), "m-1").ShouldBe("m-1");
        SpintlyIds.UserOf(digits, "m-1").ShouldMatch("^[0-9]{18}$");
        SpintlyIds.UserOf(digits, "m-1").ShouldBe(SpintlyIds.UserOf(digits, "m-1"));
        SpintlyIds.UserOf(digits, "m-1").ShouldNotBe(SpintlyIds.UserOf(digits, "m-2"));
    }

    [Fact]
    public void Only_what_the_vendor_documents_is_not_assumed() =>
        _vendor.Connector.Settings.Where(setting => !setting.Assumed).Select(setting => setting.Name).ShouldBe(["organisationId", "clientId"]);
}
