namespace Gatehouse.Connectors.CavVisit;

/// <summary>Where POST, PUT and DELETE carry their parameters.</summary>
internal enum CavVisitEncoding
{
    /// <summary>In a form body, objects as JSON text: what jQuery makes of the vendor's examples.</summary>
    Form,

    /// <summary>In the query string, objects as JSON text.</summary>
    Query,

    /// <summary>In a JSON body, objects as objects.</summary>
    Json,
}
