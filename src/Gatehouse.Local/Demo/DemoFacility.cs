namespace Gatehouse.Local.Demo;

/// <summary>A facility of a simulated vendor.</summary>
/// <param name="Id">The facility's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="System">Its system.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="Account">The setting that names the simulated customer or account, and its value as JSON.</param>
/// <param name="Secret">The name of the secret, and its value: no secret, it opens nothing but the simulator.</param>
public sealed record DemoFacility(
    string Id, string Name, string System, string TimeZone, (string Setting, string Json) Account, (string Name, string Value) Secret);
