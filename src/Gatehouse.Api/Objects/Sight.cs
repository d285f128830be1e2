using Gatehouse.Api.Access;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Sensitive;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Objects;

/// <summary>Shows normalized objects as far as the caller may see them.</summary>
/// <param name="facilities">Know their systems.</param>
/// <param name="redaction">Takes out what is not to be seen.</param>
internal sealed class Sight(FacilityDirectory facilities, Redaction redaction)
{
    /// <summary>Takes out what a caller must not see.</summary>
    public Redaction Redaction { get; } = redaction;

    /// <summary>What the caller may see.</summary>
    public static SensitiveView Of(HttpContext context, bool raw)
    {
        var key = context.Caller();
        return new SensitiveView(key.Allows(Scopes.CredentialsRead), key.Allows(Scopes.PeopleSensitive), raw);
    }

    /// <summary>The system of a facility.</summary>
    public async ValueTask<string> SystemAsync(string facility, CancellationToken cancellationToken) =>
        (await facilities.GetAsync(facility, cancellationToken)).Facility.System;
}
