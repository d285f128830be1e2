using System.Text.Json;

namespace Gatehouse.Api.Grants;

/// <summary>Grants to create, each for itself.</summary>
internal sealed record GrantBatchDraft
{
    /// <summary>The most grants of a batch.</summary>
    public const int MostGrants = 1000;

    /// <summary>The grants.</summary>
    public IReadOnlyList<JsonElement> Grants { get => field ?? []; init; }
}
