namespace Gatehouse.Api.Problems;

/// <summary>A vendor's part in a failure.</summary>
/// <param name="System">The vendor's system, where one facility was asked.</param>
/// <param name="Code">The vendor's error code, or the hub's where the vendor has none.</param>
/// <param name="Message">The vendor's own text, shortened.</param>
public sealed record VendorProblem(string? System, string? Code, string? Message);
