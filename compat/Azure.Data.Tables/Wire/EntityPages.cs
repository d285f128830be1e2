using System.Runtime.CompilerServices;

namespace Azure.Data.Tables.Wire;

/// <summary>The pages of a query. Where a page ended is said by two headers; a page may be empty and not be the last.</summary>
internal sealed class EntityPages<T>(
    TableRequests requests, string table, string? filter, int? maxPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    : AsyncPageable<T>(cancellationToken)
    where T : class, ITableEntity
{
    public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<T>> PagesAsync(string? continuation, int? top, [EnumeratorCancellation] CancellationToken token)
    {
        do
        {
            var next = continuation?.Split(' ') ?? [];
            using var message = requests.Query(
                table, filter, top, select, next.ElementAtOrDefault(0), next.ElementAtOrDefault(1) is { Length: > 0 } row ? row : null);
            var response = await requests.SendAsync(message, token, 200).ConfigureAwait(false);
            continuation = Continuation(response);
            yield return Page<T>.FromValues(
                [.. EntityJson.ReadMany(response.Content.ToMemory()).Select(EntityJson.Cast<T>)], continuation, response);
        }
        while (continuation is not null);
    }

    private static string? Continuation(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition))
            return null;

        response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return $"{partition} {row}";
    }
}
