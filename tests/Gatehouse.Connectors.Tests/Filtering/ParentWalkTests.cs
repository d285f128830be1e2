using System.Collections.Concurrent;
using System.Text.Json;
using Gatehouse.Connectors.Filtering;
using Gatehouse.Paging;

namespace Gatehouse.Connectors.Tests.Filtering;

public sealed class ParentWalkTests
{
    private readonly ConcurrentBag<long> _read = [];

    [Fact]
    public async Task A_page_reads_a_bounded_number_of_parents_and_says_where_to_go_on()
    {
        var parents = Enumerable.Range(1, 150).Select(parent => (long)parent).Reverse().ToList();

        var first = await TakeAsync(parents, new PageRequest(100), childrenOf: _ => 0);
        first.Items.ShouldBeEmpty();
        first.Next.ShouldBe("64");
        _read.Order().ShouldBe(Enumerable.Range(1, 64).Select(parent => (long)parent));

        var second = await TakeAsync(parents, new PageRequest(100, first.Next), childrenOf: _ => 0);
        (await TakeAsync(parents, new PageRequest(100, second.Next), childrenOf: parent => parent == 150 ? 1 : 0)).Items.ShouldBe(["150-1"]);
        _read.Count.ShouldBe(150);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(30)]
    public async Task Pages_of_any_size_give_every_child_once(int limit)
    {
        long[] parents = [5, 3, 9, 1, 7, 11, 13];
        var seen = new List<string>();
        string? position = null;
        do
        {
            var page = await TakeAsync(parents, new PageRequest(limit, position), parent => parent == 9 ? 0 : 3);
            seen.AddRange(page.Items);
            position = page.Next;
        }
        while (position is not null);

        seen.ShouldBe(parents.Order().Where(parent => parent != 9).SelectMany(parent => new[] { $"{parent}-1", $"{parent}-2", $"{parent}-3" }));
    }

    private Task<Page<string>> TakeAsync(IEnumerable<long> parents, PageRequest page, Func<long, int> childrenOf) => ParentWalk.TakeAsync(
        parents,
        (parent, _) =>
        {
            _read.Add(parent);
            var rows = Enumerable.Range(1, childrenOf(parent)).Reverse();
            return Task.FromResult<IReadOnlyList<VendorRow>>([.. rows.Select(id => new VendorRow(id, JsonSerializer.SerializeToElement($"{parent}-{id}")))]);
        },
        row => row.Raw.GetString()!,
        _ => true,
        page,
        CancellationToken.None);
}
