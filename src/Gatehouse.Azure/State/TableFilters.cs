using Azure.Data.Tables;
using Gatehouse.State;

namespace Gatehouse.Azure.State;

/// <summary>The OData filters that read a range. Never an <c>or</c>, which makes the service scan the whole table.</summary>
internal static class TableFilters
{
    /// <summary>The filters that together, one after the other, give the range's rows after <paramref name="after"/> in order.</summary>
    public static IEnumerable<string?> Of(StateRange range, StateKey? after)
    {
        if (range.Partition is { } partition)
        {
            yield return InPartition(partition, range, after);
        }
        else if (after is { } last)
        {
            yield return InPartition(last.Partition, range, last);
            yield return TableClient.CreateQueryFilter($"PartitionKey gt {StateKeyEncoding.Encode(last.Partition)}");
        }
        else
        {
            yield return null;
        }
    }

    private static string InPartition(string partition, StateRange range, StateKey? after)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {StateKeyEncoding.Encode(partition)}");
        if (after is { } last)
            filter += TableClient.CreateQueryFilter($" and RowKey gt {StateKeyEncoding.Encode(last.Row)}");
        else if (range.From is { } from)
            filter += TableClient.CreateQueryFilter($" and RowKey ge {StateKeyEncoding.Encode(from)}");

        return range.Before is { } before
            ? filter + TableClient.CreateQueryFilter($" and RowKey lt {StateKeyEncoding.Encode(before)}")
            : filter;
    }
}
