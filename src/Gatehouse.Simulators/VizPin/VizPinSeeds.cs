using System.Globalization;

namespace Gatehouse.Simulators.VizPin;

/// <summary>What the partner has at the start: two accounts, three locations, five readers, four roles and eight users. All invented.</summary>
internal static class VizPinSeeds
{
    private static readonly (string First, string Last)[] Users =
    [
        ("Amelia", "Stone"), ("Ben", "Carver"), ("Chloé", "Dupont"), ("Diego", "Ruiz"),
        ("Erin", "O'Hara"), ("Farid", "Nazari"), ("Grace", "Kim"), ("Henrik", "Åberg"),
    ];

    public static void Fill(VizPinData data)
    {
        var harbor = data.AddAccount("Harbor Property Group");
        var mill = data.AddAccount("Mill Street Lofts");
        var tower = data.AddLocation(harbor.Id, "Harbor Tower");
        var annex = data.AddLocation(harbor.Id, "Harbor Annex");
        var lofts = data.AddLocation(mill.Id, "Mill Street 12", "America/Los_Angeles");

        var lobby = data.AddReader(tower.Id, "Lobby").Id;
        var garage = data.AddReader(tower.Id, "Garage").Id;
        var roof = data.AddReader(tower.Id, "Roof").Id;
        var gate = data.AddReader(annex.Id, "Gate").Id;
        var door = data.AddReader(lofts.Id, "Front door").Id;

        var visitors = data.AddRole(tower.Id, "Visitors", lobby).Id;
        data.AddRole(tower.Id, "Parking visitors", lobby, garage);
        data.AddRole(annex.Id, "Annex", gate);
        data.AddRole(lofts.Id, "Lofts", door);

        for (var index = 0; index < Users.Length; index++)
        {
            var (first, last) = Users[index];
            var phone = string.Create(CultureInfo.InvariantCulture, $"+1555123{index:D4}");
            var user = data.AddUser(first, last, phone, string.Create(CultureInfo.InvariantCulture, $"user{index}@vizpin.example"));
            data.Associate(user.Id, index < 5 ? tower.Id : index < 6 ? annex.Id : lofts.Id);
        }

        var today = data.TodayAt(tower.Id);
        var holder = data.Users.List()[0].Id;
        data.Grants.Put(new PhoneGrant(holder, visitors, tower.Id, today.AddDays(-30), today.AddDays(30)));
        data.AddActivity(lobby, holder, "unlock");
        data.AddActivity(roof, holder, "denied");
    }
}
