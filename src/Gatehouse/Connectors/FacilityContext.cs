using Gatehouse.Facilities;
using Gatehouse.Secrets;
using Gatehouse.Time;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors;

/// <summary>All that a handler needs to know of a facility.</summary>
/// <param name="facility">The facility.</param>
/// <param name="settings">The connector's own settings object.</param>
/// <param name="zone">The facility's time zone.</param>
/// <param name="secrets">Where its secrets are.</param>
public sealed class FacilityContext(Facility facility, object settings, FacilityZone zone, ISecretStore secrets)
{
    /// <summary>The facility.</summary>
    public Facility Facility { get; } = facility;

    /// <summary>The facility's time zone.</summary>
    public FacilityZone Zone { get; } = zone;

    /// <summary>The settings in the connector's own type.</summary>
    public TSettings Settings<TSettings>()
        where TSettings : class => (TSettings)settings;

    /// <summary>A secret of the facility.</summary>
    /// <exception cref="VendorException"><see cref="VendorErrorKind.Misconfigured"/>: it is not set.</exception>
    public async ValueTask<string> SecretAsync(string name, CancellationToken cancellationToken) =>
        await secrets.GetAsync(SecretName.OfFacility(Facility.Id, name), cancellationToken)
        ?? throw new VendorException(new VendorError(
            VendorErrorKind.Misconfigured,
            $"The facility's secret '{name}' is not set. Set it with PUT /api/v1/facilities/{Facility.Id}/secrets/{name}.",
            "secret_missing"));
}
