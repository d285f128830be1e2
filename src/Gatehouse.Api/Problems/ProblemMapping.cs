using Gatehouse.Errors;
using Gatehouse.Secrets;
using Gatehouse.State;
using Gatehouse.Validation;
using Gatehouse.Vendors;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Api.Problems;

/// <summary>Turns failures into what callers see. Permanent failures are 4xx, so that a flow does not burn its retries.</summary>
internal static class ProblemMapping
{
    private static readonly TimeSpan StoreWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HubWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan VendorWait = TimeSpan.FromSeconds(30);

    /// <summary>The problem for a failure; <see langword="null"/> for one that should not happen.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="system">The system of the facility that was asked.</param>
    public static Problem? From(Exception exception, string? system) => exception switch
    {
        ProblemException own => own.Problem,
        InvalidInputException invalid => new Problem
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Code = invalid.Code,
            Detail = "The request is wrong in what errors lists.",
            Errors = invalid.Errors,
        },
        HubException hub => FromHub(hub, system),
        VendorException vendor => FromVendor(vendor.Error, system),
        StateStoreException { IsTransient: true } => new Problem
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Code = "store_unavailable",
            Detail = "The hub's store is busy or away.",
            Retryable = true,
            RetryAfter = StoreWait,
        },
        SecretWriteRefusedException refused => Simple(StatusCodes.Status424FailedDependency, "secret_write_refused", refused.Message),
        StateStoreException => Simple(
            StatusCodes.Status500InternalServerError, "store_refused",
            "The hub's store or vault refuses what the hub needs of it. Its operator finds the reason in the log, under traceId."),
        BadHttpRequestException bad => FromStatus(bad.StatusCode),
        _ => null,
    };

    /// <summary>The problem for a status that came without a body.</summary>
    public static Problem FromStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => Simple(
            status, "route_not_found", "There is nothing at this address. GET /api/v1/openapi.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Simple(
            status, "method_not_allowed", "This address does not know this method; the header Allow lists those that it knows."),
        StatusCodes.Status413PayloadTooLarge => TooLarge(),
        StatusCodes.Status415UnsupportedMediaType => Simple(
            status, "unsupported_media_type", "Send the body as UTF-8 with Content-Type: application/json."),
        _ => Simple(status, FormattableString.Invariant($"http_{status}"), "The request cannot be understood."),
    };

    /// <summary>The problem for a body above the limit.</summary>
    public static Problem TooLarge(int most = ApiOptions.BodyBytes) => Simple(
        StatusCodes.Status413PayloadTooLarge, "body_too_large", FormattableString.Invariant($"The body has more than {most} bytes."));

    private static Problem Simple(int status, string code, string detail) => new() { Status = status, Code = code, Detail = detail };

    private static Problem FromHub(HubException hub, string? system) => new()
    {
        Status = hub.Kind switch
        {
            HubErrorKind.NotFound => StatusCodes.Status404NotFound,
            HubErrorKind.Conflict or HubErrorKind.InFlight => StatusCodes.Status409Conflict,
            HubErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
            HubErrorKind.OutcomeUnknown => StatusCodes.Status504GatewayTimeout,
            _ => throw new InvalidOperationException($"There is no status for {hub.Kind}."),
        },
        Code = hub.Code,
        Detail = hub.Message,
        Retryable = hub.Kind is HubErrorKind.InFlight or HubErrorKind.OutcomeUnknown,
        RetryAfter = hub.RetryAfter ?? (hub.Kind is HubErrorKind.InFlight or HubErrorKind.OutcomeUnknown ? HubWait : null),
        Vendor = hub.InnerException is VendorException { Error: var error } ? Vendor(error, system) : null,
    };

    private static Problem FromVendor(VendorError error, string? system)
    {
        var (status, code) = error.Kind switch
        {
            VendorErrorKind.NotFound => (StatusCodes.Status404NotFound, "not_found"),
            VendorErrorKind.Invalid => (StatusCodes.Status422UnprocessableEntity, "vendor_invalid"),
            VendorErrorKind.Conflict => (StatusCodes.Status409Conflict, "vendor_conflict"),
            VendorErrorKind.Unauthenticated => (StatusCodes.Status424FailedDependency, "vendor_unauthenticated"),
            VendorErrorKind.Forbidden => (StatusCodes.Status424FailedDependency, "vendor_forbidden"),
            VendorErrorKind.NotSupported when IsLicence(error.Code) => (StatusCodes.Status424FailedDependency, "not_licensed"),
            VendorErrorKind.NotSupported => (StatusCodes.Status422UnprocessableEntity, "vendor_not_supported"),
            VendorErrorKind.Misconfigured => (StatusCodes.Status424FailedDependency, "facility_misconfigured"),
            VendorErrorKind.RateLimited => (StatusCodes.Status429TooManyRequests, "vendor_rate_limited"),
            VendorErrorKind.Protocol => (StatusCodes.Status502BadGateway, "vendor_protocol"),
            VendorErrorKind.Unavailable => (StatusCodes.Status503ServiceUnavailable, "vendor_unavailable"),
            VendorErrorKind.Timeout => (StatusCodes.Status504GatewayTimeout, "vendor_timeout"),
            _ => throw new InvalidOperationException($"There is no status for {error.Kind}."),
        };
        return new Problem
        {
            Status = status,
            Code = code,
            Detail = error.Message,
            Retryable = error.IsTransient,
            RetryAfter = error.RetryAfter ?? (error.Kind is VendorErrorKind.RateLimited or VendorErrorKind.Unavailable ? VendorWait : null),
            Vendor = Vendor(error, system),
        };
    }

    private static bool IsLicence(string? code) =>
        code?.Contains("licen", StringComparison.OrdinalIgnoreCase) == true;

    private static VendorProblem Vendor(VendorError error, string? system) => new(system, error.Code, error.VendorMessage);
}
