using Gatehouse.Model;
using Gatehouse.Simulators.CavVisit;
using Gatehouse.Simulators.Control;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Tests.CavVisit;

public sealed class GroupTests
{
    [Theory]
    [InlineData(AssumedAnswer.List, 2)]
    [InlineData(AssumedAnswer.True, 3)]
    [InlineData(AssumedAnswer.Nothing, 3)]
    public async Task A_group_is_made_in_one_call_whatever_it_answers(AssumedAnswer answer, int calls)
    {
        await using var vendor = await Installation.StartAsync(new CavVisitAssumptions { GroupVisitAnswer = answer });

        var visits = Made(await vendor.DoAsync(VisitOperations.CreateGroup, Group(vendor)));

        visits.Select(visit => visit.Visitor.Name).ShouldBe(["Chris Park", "Åsa Ö", "Bo +& Co"]);
        vendor.Calls.Count().ShouldBe(calls);
        vendor.Calls.Count(call => call == "POST Visits/CreateGroupVisit").ShouldBe(1);
        visits.ShouldAllBe(visit => visit.Window!.From == Drafts.From);
    }

    [Fact]
    public async Task Members_with_more_than_the_group_call_has_are_made_one_by_one()
    {
        await using var vendor = await Installation.StartAsync();
        var group = Group(vendor);
        group = group with { Visits = [group.Visits[0], group.Visits[1] with { Vehicle = new Vehicle { Plate = "ABC 1" } }] };

        var visits = Made(await vendor.DoAsync(VisitOperations.CreateGroup, group));

        visits.Select(visit => visit.Vehicle?.Plate).ShouldBe([null, "ABC 1"]);
        vendor.Calls.Where(call => call.StartsWith("POST", StringComparison.Ordinal)).ShouldBe(["POST Visits/CreateVisit", "POST Visits/CreateVisit"]);
    }

    [Fact]
    public async Task Repeating_a_broken_group_makes_only_the_missing_members()
    {
        await using var vendor = await Installation.StartAsync();
        var before = vendor.Customer.Visits.Count;
        var group = Group(vendor);
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.Latency) { Milliseconds = 0, Next = 1, Path = "/api/Visits/CreateVisit" });
        vendor.Simulator.Host.Faults.Add(new Fault(FaultKind.DropAfter) { Next = 1, Path = "/api/Visits/CreateVisit" });

        var lost = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.CreateGroup, group, ("groupCreate", "each")));
        lost.Error.EffectUnknown.ShouldBeTrue();
        vendor.Customer.Visits.Count.ShouldBe(before + 2);
        var handler = vendor.Connector.Find(VisitOperations.CreateGroup)!;
        (await handler.Search!(vendor.Context(("groupCreate", "each")), group, null, CancellationToken.None)).ShouldBeNull();

        var visits = Made(await vendor.DoAsync(VisitOperations.CreateGroup, group, ("groupCreate", "each")));

        visits.Count.ShouldBe(3);
        vendor.Customer.Visits.Count.ShouldBe(before + 3);
        var found = await handler.Search!(vendor.Context(("groupCreate", "each")), group, null, CancellationToken.None);
        Made(found!).Select(visit => visit.Id).ShouldBe(visits.Select(visit => visit.Id));
    }

    [Fact]
    public async Task A_member_that_is_refused_does_not_stop_the_others()
    {
        await using var vendor = await Installation.StartAsync();
        var before = vendor.Customer.Visits.Count;
        var group = Group(vendor);
        group = group with { Visits = [group.Visits[0], group.Visits[1] with { Host = new HostReference { Id = "999999" } }, group.Visits[2]] };

        var members = await vendor.DoAsync(VisitOperations.CreateGroup, group);

        members.Select(member => member.Error?.Kind).ShouldBe([null, VendorErrorKind.Invalid, null]);
        members.Select(member => member.Visit is null).ShouldBe([false, true, false]);
        vendor.Customer.Visits.Count.ShouldBe(before + 2);
    }

    [Fact]
    public async Task A_group_whose_every_member_is_refused_is_refused()
    {
        await using var vendor = await Installation.StartAsync();
        var group = Group(vendor);
        group = group with { Visits = [.. group.Visits.Select(visit => visit with { Host = new HostReference { Id = "999999" } })] };

        var refused = await Should.ThrowAsync<VendorException>(() => vendor.DoAsync(VisitOperations.CreateGroup, group, ("groupCreate", "each")));

        refused.Error.Kind.ShouldBe(VendorErrorKind.Invalid);
        refused.Error.EffectUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task Groups_need_version_1_2_or_the_setting()
    {
        await using var vendor = await Installation.StartAsync();
        var handler = vendor.Connector.Find(VisitOperations.CreateGroup)!;

        handler.Unavailable(vendor.Context(("apiVersion", "1.1")))!.ShouldContain("groupCreate");
        handler.Unavailable(vendor.Context(("apiVersion", "1.1"), ("groupCreate", "each"))).ShouldBeNull();
        handler.Unavailable(vendor.Context()).ShouldBeNull();
    }

    private static IReadOnlyList<Gatehouse.Model.Visit> Made(IReadOnlyList<VisitGroupMember> members) => [.. members.Select(member => member.Visit.ShouldNotBeNull())];

    private static VisitGroupCreate Group(Installation vendor)
    {
        var host = vendor.Customer.Hosts.List()[0].Id;
        return new VisitGroupCreate([Drafts.Visit(host), Drafts.Visit(host, "Åsa Ö"), Drafts.Visit(host, "Bo +& Co")], "g1");
    }
}
