namespace Gatehouse.Api.Access;

/// <summary>The endpoint verifies its callers itself: what looks like an API key there is none of the hub's.</summary>
internal sealed class OwnVerification
{
    public static OwnVerification Instance { get; } = new();
}
