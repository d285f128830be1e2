namespace Gatehouse.Simulators.CavVisit;

/// <summary>Where POST, PUT and DELETE may carry their values.</summary>
[Flags]
public enum WriteEncodings
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>In an <c>application/x-www-form-urlencoded</c> body, the object as JSON text.</summary>
    Form = 1,

    /// <summary>In the query string, the object as JSON text.</summary>
    Query = 2,

    /// <summary>In a JSON object, the vendor's object in it as JSON text or as an object.</summary>
    Json = 4,

    /// <summary>In any of them; the body wins over the query string.</summary>
    All = Form | Query | Json,
}
