namespace Gatehouse.Api.Credentials;

/// <summary>A credential to issue.</summary>
public sealed record IssueDraft
{
    /// <summary>For which organization: its id or <c>key:{key}</c>; where the system needs one.</summary>
    public string? Organization { get; init; }
}
