namespace Gatehouse.Local.Demo;

/// <summary>A facility of the simulated CavVisit.</summary>
/// <param name="Id">The facility's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CustomerId">The simulated customer.</param>
/// <param name="CustomerKey">The simulated customer's key: no secret, it opens nothing but the simulator.</param>
/// <param name="TimeZone">Its time zone.</param>
public sealed record DemoFacility(string Id, string Name, int CustomerId, string CustomerKey, string TimeZone);
