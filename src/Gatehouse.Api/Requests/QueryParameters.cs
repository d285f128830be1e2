namespace Gatehouse.Api.Requests;

/// <summary>The parameters that an endpoint takes in the query.</summary>
/// <param name="All">All of them.</param>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All);
