using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Model;
using Gatehouse.Operations;
using Gatehouse.Organizations;
using Gatehouse.Paging;
using Gatehouse.People;
using Gatehouse.Simulators.Control;
using Gatehouse.Simulators.VizPin;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.VizPin;

public sealed class WireTests
{
    [Theory]
    [InlineData(FailureMember.Error, AnswerId.Same, false)]
    [InlineData(FailureMember.Result, AnswerId.Other, true)]
    [InlineData(FailureMember.Result, AnswerId.Missing, false)]
    public async Task Answers_are_read_in_every_form_of_the_seed(FailureMember member, AnswerId id, bool codeNames)
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { FailureMember = member, AnswerId = id, CodeNames = codeNames });

        (await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)))).Items.Count.ShouldBe(2);
        var missing = await vendor.RefusedAsync(PeopleOperations.Get, new ItemRequest("a0q560000009999"));

        missing.Kind.ShouldBe(VendorErrorKind.NotFound);
        missing.VendorMessage.ShouldBe("User a0q560000009999 not found");
        missing.Code.ShouldBe(codeNames ? "API_VIZPIN_NOT_FOUND_ERROR" : "7");
    }

    [Fact]
    public async Task Something_unknown_that_is_answered_by_an_empty_object_is_not_found()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { UnknownIsEmpty = true });

        (await vendor.RefusedAsync(PeopleOperations.Get, new ItemRequest("x"))).Kind.ShouldBe(VendorErrorKind.NotFound);
        (await vendor.RefusedAsync(PeopleOperations.Find, new PersonFind { Phone = "+1", LastName = "x" })).Kind.ShouldBe(VendorErrorKind.NotFound);
    }

    [Fact]
    public async Task Every_call_carries_version_key_and_a_short_id_and_one_login_serves_all()
    {
        await using var vendor = await Installation.StartAsync();

        for (var count = 0; count < 3; count++)
            await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)));

        vendor.Calls.ShouldBe(["user.authenticate", "account.list", "account.list", "account.list"]);
        foreach (var call in vendor.Simulator.Host.Requests.List())
        {
            (call.Form["!version"], call.Form["jsonrpc"]).ShouldBe(("2", "2.0"));
            call.Form["id"].ShouldMatch("^[0-9A-Za-z]{1,10}$");
            call.Form["params"].ShouldContain("oem_key");
        }

        vendor.Simulator.Host.Requests.List().Select(call => call.Form["id"]).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Names_that_the_prose_spells_otherwise_are_settings()
    {
        await using var vendor = await Installation.StartAsync(new VizPinAssumptions { ProseNames = true });
        (string, object)[] prose =
        [
            ("accountGetParameter", "accountid"), ("accountAddParameter", "account"), ("readerAddParameter", "reader"),
            ("userBatchParameter", "batchcount"), ("userDeleteParameter", "userid"), ("associateUser", "id"), ("version", "2.0"), ("jsonrpcMember", "Jsonrpc"),
        ];

        var account = await vendor.DoAsync(OrganizationOperations.Create, new OrganizationCreate(new OrganizationDraft { Name = "New" }, "m"), prose);
        (await vendor.DoAsync(OrganizationOperations.Get, new ItemRequest(account.Id), prose)).Name.ShouldBe("New");
        var person = (await vendor.DoAsync(PeopleOperations.List, new PersonQuery(new PageRequest(10)), prose)).Items[0];
        await vendor.DoAsync(PeopleOperations.Associate, new PersonAssociate(person.Id, [vendor.Data.Locations.List()[1].Id]), prose);
        vendor.LastParameters["assoc_user"]!.GetValue<string>().ShouldBe(person.Id);
        await vendor.DoAsync(PeopleOperations.Delete, new ItemRequest(person.Id, "all-accounts"), prose);

        vendor.Data.Users.Find(person.Id).ShouldBeNull();
        var last = vendor.Simulator.Host.Requests.List()[^1].Form;
        (last["!version"], last["Jsonrpc"]).ShouldBe(("2.0", "2.0"));
        (await vendor.RefusedAsync(OrganizationOperations.Get, new ItemRequest(account.Id))).Kind.ShouldBe(VendorErrorKind.Invalid);
    }

    [Fact]
    public async Task A_token_that_ended_is_renewed_once_and_the_call_succeeds()
    {
        await using var vendor = await Installation.StartAsync();
        await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)));
        vendor.Simulator.RevokeTokens();

        await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)));

        vendor.Calls.ShouldBe(["user.authenticate", "account.list", "account.list", "user.authenticate", "account.list"]);
    }

    [Fact]
    public async Task A_token_lives_from_its_last_use()
    {
        await using var vendor = await Installation.StartAsync();
        for (var count = 0; count < 4; count++)
        {
            await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)));
            vendor.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        vendor.Clock.Advance(TimeSpan.FromMinutes(5));
        await vendor.DoAsync(OrganizationOperations.List, new OrganizationQuery(new PageRequest(10)));

        vendor.Calls.Count(call => call == "user.authenticate").ShouldBe(2);
        vendor.Simulator.Host.Requests.List().Count.ShouldBe(7);
    }

    [Fact]
    public async Task The_connection_test_logs_in_reads_the_time_and_warns_of_mixing()
    {
        await using var vendor = await Installation.StartAsync();

        var report = await vendor.DoAsync(FacilityOperations.Test, default);

        vendor.Calls.ShouldBe(["user.authenticate", "time"]);
        report.Detail.ShouldContain("2026-06-15 08:00:00 UTC");
        report.Detail.ShouldContain("Portal");
        vendor.Connector.Remarks.ShouldContain(remark => remark.Contains("Portal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("oem-key")]
    public async Task A_wrong_secret_is_told_without_it(string secret)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.SetSecret(secret, "wrong-secret-4711");

        var refused = await vendor.RefusedAsync(FacilityOperations.Test, default);

        refused.Kind.ShouldBe(VendorErrorKind.Unauthenticated);
        refused.ToString().ShouldNotContain("4711");
    }

    [Theory]
    [InlineData(FaultKind.Malformed)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.HalfJson)]
    public async Task An_answer_that_cannot_be_understood_is_a_protocol_error(FaultKind fault)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(fault) { Path = "/services/apexrest/oem-api#com.vizpin.account.add" });

        var refused = await vendor.RefusedAsync(OrganizationOperations.Create, new OrganizationCreate(new OrganizationDraft { Name = "x" }, "m"));

        (refused.Kind, refused.EffectUnknown).ShouldBe((VendorErrorKind.Protocol, true));
    }

    [Theory]
    [InlineData("""{"status":1,"result":[]}""", VendorErrorKind.Protocol)]
    [InlineData("""{"status":1}""", VendorErrorKind.Protocol)]
    [InlineData("""{"result":{}}""", VendorErrorKind.Protocol)]
    [InlineData("""{"status":0}""", VendorErrorKind.Protocol)]
    [InlineData("""[]""", VendorErrorKind.Protocol)]
    [InlineData("""{"status":1,"id":{},"result":{"account":{"id":"1"}}}""", VendorErrorKind.Protocol)]
    [InlineData("""{"status":1,"result":{"account":{"name":"no id"}}}""", VendorErrorKind.Protocol)]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32601,"message":"x"}}""", VendorErrorKind.Misconfigured)]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32602,"message":"x"}}""", VendorErrorKind.Invalid)]
    [InlineData("""{"jsonrpc":"2.0","error":{"code":-32603,"message":"x"}}""", VendorErrorKind.Unavailable)]
    [InlineData("""{"status":"0","result":{"code":"7","message":"Account 1 not found"}}""", VendorErrorKind.NotFound)]
    [InlineData("""{"status":0,"error":{"code":99,"message":"Account already exists"}}""", VendorErrorKind.Conflict)]
    [InlineData("""{"status":0,"error":{"code":99,"message":"IP address is not authorized"}}""", VendorErrorKind.Forbidden)]
    [InlineData("""{"status":0,"error":{"code":99,"message":"Too many requests"}}""", VendorErrorKind.RateLimited)]
    [InlineData("""{"status":0,"error":{"code":99,"message":"Unexpected error"}}""", VendorErrorKind.Unavailable)]
    [InlineData("""{"status":0,"error":{"code":17,"message":"Whatever"}}""", VendorErrorKind.Conflict)]
    [InlineData("""{"status":0,"error":{"code":18,"message":"Whatever"}}""", VendorErrorKind.Invalid)]
    public async Task Failures_are_classified_by_code_and_words(string body, VendorErrorKind kind)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = 200, Body = body, Path = "/services/apexrest/oem-api#com.vizpin.account.get" });

        var refused = await vendor.RefusedAsync(OrganizationOperations.Get, new ItemRequest("1"), ("errorCodes", new Dictionary<string, string> { ["17"] = "conflict" }));

        refused.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData(404, VendorErrorKind.Misconfigured)]
    [InlineData(429, VendorErrorKind.RateLimited)]
    [InlineData(500, VendorErrorKind.Unavailable)]
    [InlineData(503, VendorErrorKind.Unavailable)]
    public async Task Failures_of_the_vendors_platform_are_classified_by_status(int status, VendorErrorKind kind)
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status) { Status = status, Path = "/services/apexrest/oem-api#com.vizpin.account.get" });

        (await vendor.RefusedAsync(OrganizationOperations.Get, new ItemRequest("1"))).Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task Passwords_that_a_refusal_quotes_are_not_shown()
    {
        await using var vendor = await Installation.StartAsync();
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status)
        {
            Status = 200,
            Body = """{"status":0,"error":{"code":99,"message":"The password hunter2-secret and KEY are bad"}}""".Replace("KEY", Installation.OemKey, StringComparison.Ordinal),
            Path = "/services/apexrest/oem-api#com.vizpin.user.register",
        });

        var refused = await vendor.RefusedAsync(PeopleOperations.Create, new PersonCreate(Drafts.Person with { Password = "hunter2-secret" }, "m"));

        refused.VendorMessage.ShouldBe("The password *** and *** are bad");
    }

    [Fact]
    public async Task Passwords_within_fields_are_not_shown_and_need_not_be_texts()
    {
        await using var vendor = await Installation.StartAsync();
        var fields = new Dictionary<string, JsonElement>
        {
            ["app"] = JsonElement.Parse("""{"password":"lösen\"1","old":[{"password":70001},{"passwords":["hunter2-secret",null]}]}"""),
        };
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Status)
        {
            Status = 200,
            Body = """{"status":0,"error":{"code":99,"message":"lösen\"1, 70001 and hunter2-secret are bad"}}""",
            Path = "/services/apexrest/oem-api#com.vizpin.user.preregister",
            Next = 1,
        });

        var refused = await vendor.RefusedAsync(PeopleOperations.Create, new PersonCreate(Drafts.Person with { Fields = fields }, "m"));
        refused.VendorMessage.ShouldBe("***, *** and *** are bad");

        (await vendor.DoAsync(PeopleOperations.Create, new PersonCreate(Drafts.Person with { Fields = fields }, "m"))).Id.ShouldNotBeEmpty();
    }
}
