using System.Globalization;

namespace Gatehouse.Simulators.CavVisit;

/// <summary>What a customer has at the start: companies, a dozen hosts, and visits around the clock's today. All invented.</summary>
internal static class CavVisitSeeds
{
    private static readonly string[] Companies = ["Nordhamn Fastigheter AB", "Solvik Arkitekter AB", "Lindö Data AB"];

    private static readonly (string Name, string Surname, string Department)[] Hosts =
    [
        ("Anna", "Lind", "Reception"), ("Björn", "Åkesson", "IT"), ("Cecilia", "Nyström", "Finance"), ("David", "Ek", "Sales"),
        ("Elin", "Sjöberg", "IT"), ("Fredrik", "Holm", "Legal"), ("Greta", "Dahl", "Sales"), ("Hugo", "Berg", "Facilities"),
        ("Ida", "Wallin", "Finance"), ("Johan", "Öberg", "IT"), ("Karin", "Sand", "People"), ("Lars", "Frisk", "Facilities"),
    ];

    private static readonly string[] Visitors =
    [
        "Chris Park", "Maria Santos", "Tom Reed", "Aino Virtanen", "Priya Nair", "Sam O'Neill", "Zoë Müller", "Kenji Sato",
    ];

    public static void Fill(CavVisitCustomer customer)
    {
        var companies = Companies.Select((name, index) => customer.AddCompany(CompanyOf(name, index))).ToList();
        var hosts = Hosts.Select((_, index) => customer.AddHost(HostOf(customer, index, companies[index % companies.Count].Id))).ToList();

        var now = customer.LocalNow;
        var hour = now.Date.AddHours(now.Hour);
        AddVisit(0, hour.AddDays(-1));
        var departed = AddVisit(1, hour.AddHours(-5));
        customer.CheckIn(departed, HoursAgo(5));
        customer.CheckOut(departed, HoursAgo(3));
        customer.CheckIn(AddVisit(2, hour.AddHours(-1)), HoursAgo(1));
        customer.CheckIn(AddVisit(3, hour));
        AddVisit(4, hour.AddHours(1));
        AddVisit(5, hour.AddHours(3));
        AddVisit(6, hour.AddDays(1));
        AddVisit(7, hour.AddDays(7));

        int AddVisit(int index, DateTime from) => customer.AddVisit(VisitOf(index, hosts[index].Id, from)).Id;
        DateTimeOffset HoursAgo(int hours) => customer.Now.AddHours(-hours);
    }

    private static Company CompanyOf(string name, int index) => new()
    {
        Description = name,
        VatNumber = string.Create(CultureInfo.InvariantCulture, $"SE55600000{index}01"),
        Address = string.Create(CultureInfo.InvariantCulture, $"Regeringsgatan {22 + index}"),
        City = "Stockholm",
        PostCode = "111 53",
        Country = "SE",
        Telephone = string.Create(CultureInfo.InvariantCulture, $"+4685550010{index}"),
        Email = string.Create(CultureInfo.InvariantCulture, $"info{index}@company.example"),
        RcoAccessGroup = string.Create(CultureInfo.InvariantCulture, $"RCO Grupp {index + 1}"),
        DefaultCheckOutMinutes = 30,
    };

    private static Host HostOf(CavVisitCustomer customer, int index, int companyId)
    {
        var (name, surname, department) = Hosts[index];
        var mailbox = string.Create(CultureInfo.InvariantCulture, $"host{index + 1}.{customer.Id}");
        return new Host
        {
            Active = index != Hosts.Length - 1,
            Name = name,
            Surname = surname,
            Personnumber = string.Create(CultureInfo.InvariantCulture, $"8601{index + 1:D2}-00{customer.Id:D2}"),
            Address = "Regeringsgatan 22",
            PostCode = "111 53",
            City = "Stockholm",
            Country = "SE",
            Phone = string.Create(CultureInfo.InvariantCulture, $"+46855500{index + 1:D3}"),
            Mobile = string.Create(CultureInfo.InvariantCulture, $"+46705550{index + 1:D3}"),
            Email = mailbox + "@host.example",
            AdditionalEmails = mailbox + "@home.example," + mailbox + "@desk.example",
            Department = department,
            CardNumber = string.Create(CultureInfo.InvariantCulture, $"1122{customer.Id:D2}{index + 1:D3}"),
            WebEnabled = index == 0,
            WebUsername = index == 0 ? mailbox : null,
            WebPassword = index == 0 ? "seed-password" : null,
            CompanyId = companyId,
            EmployeeNo = string.Create(CultureInfo.InvariantCulture, $"E{customer.Id:D2}{index + 1:D3}"),
        };
    }

    private static Visit VisitOf(int index, int hostId, DateTime from) => new()
    {
        VisitorName = Visitors[index],
        VisitorCompany = "CavVisit SA",
        MobilePhone = string.Create(CultureInfo.InvariantCulture, $"+4670555010{index}"),
        Email = string.Create(CultureInfo.InvariantCulture, $"visitor{index}@visitor.example"),
        CarPlate = string.Create(CultureInfo.InvariantCulture, $"NMM 56{index}"),
        Place = "Office",
        Subject = "Meeting",
        Host = hostId,
        DateVisit = from,
        DateValidTo = from.AddHours(2),
    };
}
