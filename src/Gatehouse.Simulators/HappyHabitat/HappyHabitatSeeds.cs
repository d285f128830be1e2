using System.Globalization;

namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What the installation has at the start: two communities, a dozen residents, and visits around the clock's now. All invented.</summary>
internal static class HappyHabitatSeeds
{
    private static readonly Guid[] Communities = [new("c0000000-0000-4000-8000-000000000001"), new("c0000000-0000-4000-8000-000000000002")];

    private static readonly string[] Residents =
    [
        "Lucía Hernández", "Mateo Ríos", "Sofía Navarro", "Diego Paredes", "Valentina Cruz", "Emilio Zúñiga",
        "Renata Ibarra", "Joaquín Peña", "Camila Duarte", "Bruno Salgado", "Ximena Orozco", "Óscar Yáñez",
    ];

    private static readonly (string Name, int People, string Subject, int FromHours, int? ToHours)[] Visits =
    [
        ("Chris Park", 1, "Delivery", -26, -25), ("Maria Santos", 2, "Family", -5, -3), ("Tom Reed", 1, "Plumbing", -1, null),
        ("Aino Virtanen", 4, "Birthday", 0, null), ("Priya Nair", 1, "Lessons", 1, null), ("Sam O'Neill", 3, "Dinner", 3, null),
        ("Zoë Müller", 1, "Delivery", 24, null), ("Kenji Sato", 2, "Family", 168, null),
    ];

    public static void Fill(HappyHabitatData data)
    {
        var residents = Residents.Select((name, index) => data.AddResident(ResidentOf(data, name, index))).ToList();
        foreach (var ((name, people, subject, from, to), index) in Visits.Select((visit, index) => (visit, index)))
        {
            data.AddVisit(new ResidentVisit
            {
                ResidentId = residents[index].Id,
                VisitorName = name,
                TotalPeople = people,
                VehicleColor = index % 2 == 0 ? "Blue" : null,
                LicensePlate = index % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"NMM-56-{index}") : null,
                Subject = subject,
                ArrivalDate = At(data, from),
                DepartureDate = to is { } hours ? At(data, hours) : null,
            });
        }
    }

    private static Resident ResidentOf(HappyHabitatData data, string name, int index) => new()
    {
        UserId = data.NextId(),
        CommunityId = Communities[index % Communities.Length],
        FullName = name,
        Email = string.Create(CultureInfo.InvariantCulture, $"resident{index + 1}@habitat.example"),
        Phone = string.Create(CultureInfo.InvariantCulture, $"+5255555501{index + 1:D2}"),
        Number = string.Create(CultureInfo.InvariantCulture, $"{(index / 4) + 1}0{(index % 4) + 1}"),
        Address = string.Create(CultureInfo.InvariantCulture, $"Calle Jacaranda {index + 1}"),
        CommunityIds = [Communities[index % Communities.Length]],
    };

    private static string At(HappyHabitatData data, int hours) =>
        data.Now.AddHours(hours).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
