using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Any method.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>These methods only; others get 404.</summary>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The address after the host's route prefix, with ASP.NET Core's route syntax; the function's name when absent.</summary>
    public string? Route { get; set; }

    /// <summary>The methods; <see langword="null"/> for any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>Which key is asked for.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}
