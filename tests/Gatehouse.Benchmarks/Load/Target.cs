namespace Gatehouse.Benchmarks.Load;

/// <summary>One way to read and to create a visit.</summary>
/// <param name="Name">What it is called in the tables.</param>
/// <param name="Read">The address that reads one visit.</param>
/// <param name="Create">The address that creates one.</param>
/// <param name="ContentType">How the body is written.</param>
/// <param name="Body">What is created.</param>
/// <param name="ApiKey">The key, for the hub.</param>
internal sealed record Target(string Name, Uri Read, Uri Create, string ContentType, string Body, string? ApiKey = null);
