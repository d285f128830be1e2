namespace Gatehouse.Simulators.HappyHabitat;

/// <summary>What a list of residents answers when both page and pageSize are given (the vendor's page api/residents/endpoints).</summary>
internal sealed record ResidentPage(IReadOnlyList<Resident> Items, int TotalCount, int Page, int PageSize, int TotalPages);
