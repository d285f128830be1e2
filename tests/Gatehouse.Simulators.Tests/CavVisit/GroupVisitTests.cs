using System.Net;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.Tests.CavVisit;

public sealed class GroupVisitTests : CavVisitTest
{
    [Fact]
    public async Task A_group_becomes_one_visit_for_each_visitor()
    {
        var (status, body) = await CreateGroupAsync(Group("Ann", "Bob"));

        status.ShouldBe(HttpStatusCode.OK);
        var visits = body!.AsArray();
        visits.Select(visit => (string)visit!["VisitorName"]!).ShouldBe(["Ann", "Bob"]);
        foreach (var visit in visits)
        {
            ((string)visit!["GroupName"]!).ShouldBe("The group");
            ((string)visit["Location"]!).ShouldBe("Lobby");
            ((string)visit["DateVisit"]!).ShouldBe("2023-05-25T07:15:00", "UTC becomes Stockholm");
            ((string)visit["DateValidTo"]!).ShouldBe("2023-05-25T22:00:00");
            ((string)visit["Field2"]!).ShouldBe("second");
            Headquarters.Visits.Find((int)visit["Id"]!).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("Ann", "")]
    [InlineData]
    public async Task A_bad_group_is_400_and_makes_nothing(params string[] visitors)
    {
        var before = Headquarters.Visits.Count;

        (await CreateGroupAsync(Group(visitors))).Status.ShouldBe(HttpStatusCode.BadRequest);

        Headquarters.Visits.Count.ShouldBe(before);
    }

    private Task<(HttpStatusCode Status, JsonNode? Body)> CreateGroupAsync(object group) =>
        SendAsync(HttpMethod.Post, "Visits/CreateGroupVisit", Headquarters, ("GroupVisit", JsonText(group)));

    private object Group(params string[] visitors) => new
    {
        Host = $"{SomeHost}",
        Notes = "n",
        Location = "Lobby",
        GroupName = "The group",
        Place = "p",
        Subject = "s",
        Organizer = "o",
        DateVisit = "2023-05-25T05:15:00Z",
        DateValidTo = "2023-05-25 22:00",
        Visitors = visitors.Select(name => new
        {
            VisitorName = name,
            VisitorCompany = "c",
            MobilePhone = "m",
            Email = "e",
            Field1 = "first",
            Field2 = "second",
        }),
    };
}
