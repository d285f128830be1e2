using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Api.Endpoints;

/// <summary>The pages of one feature, for people with a browser. They are no part of the API's description.</summary>
internal abstract class PageGroup
{
    /// <summary>Maps them below the hub's own address.</summary>
    public abstract void Map(IEndpointRouteBuilder root);
}
