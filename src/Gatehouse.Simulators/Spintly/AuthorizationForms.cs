namespace Gatehouse.Simulators.Spintly;

/// <summary>How the Authorization header may carry a token; clients do both.</summary>
[Flags]
public enum AuthorizationForms
{
    /// <summary>The token alone.</summary>
    Raw = 1,

    /// <summary><c>Bearer</c> and the token.</summary>
    Bearer = 2,

    /// <summary>Either.</summary>
    Both = Raw | Bearer,
}
