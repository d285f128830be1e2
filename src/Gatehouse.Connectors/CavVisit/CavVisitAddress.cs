using Gatehouse.Connectors.Wire;
using Gatehouse.Model;

namespace Gatehouse.Connectors.CavVisit;

/// <summary>Maps the four members that hosts and companies have for their address.</summary>
internal static class CavVisitAddress
{
    public static Address? Read(WireObject from)
    {
        var (street, postalCode, city, country) = (from.Text("Address"), from.Text("PostCode"), from.Text("City"), from.Text("Country"));
        return street is null && postalCode is null && city is null && country is null
            ? null
            : new Address { Street = street, PostalCode = postalCode, City = city, Country = country };
    }

    public static void Write(WireBody body, Address? address)
    {
        body.Set("Address", address?.Street);
        body.Set("PostCode", address?.PostalCode);
        body.Set("City", address?.City);
        body.Set("Country", address?.Country);
    }
}
