using Gatehouse.Access;
using Gatehouse.Grants;
using Gatehouse.Indexes;
using Gatehouse.Security;

namespace Gatehouse.Tests.Grants;

/// <summary>Which grant let somebody in.</summary>
public sealed class GrantHoldersTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private readonly TemporaryStores _stores = new();
    private GrantStore _grants = null!;
    private GrantHolders _holders = null!;

    public async Task InitializeAsync()
    {
        var keys = new HubKeys(_stores.Secrets);
        await keys.EnsureAsync(CancellationToken.None);
        _grants = new GrantStore(_stores.State, new DataProtector(keys));
        _holders = new GrantHolders(_stores.State, new ObjectIndexes(_stores.State), _grants);
    }

    public async Task DisposeAsync() => await _stores.DisposeAsync();

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "g-1")]
    [InlineData(23, "g-1")]
    [InlineData(24, "g-2")]
    [InlineData(30, "g-3")]
    [InlineData(47, "g-2")]
    [InlineData(48, null)]
    public async Task Of_several_grants_of_one_person_the_latest_that_is_open_counts(int hour, string? expected)
    {
        await AddAsync("g-1", person: "p-1", 0, 24);
        await AddAsync("g-2", person: "p-1", 24, 48);
        await AddAsync("g-3", person: "p-1", 30, 31);
        await AddAsync("g-4", person: "p-2", 0, 100);

        (await _holders.OfPersonAsync("tower", "p-1", Monday.AddHours(hour), CancellationToken.None)).ShouldBe(expected);
        (await _holders.OfPersonAsync("other", "p-1", Monday.AddHours(hour), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_only_grant_of_a_person_counts_at_any_time()
    {
        await AddAsync("g-1", person: "p-1", 0, 24);

        (await _holders.OfPersonAsync("tower", "p-1", Monday.AddHours(-1), CancellationToken.None)).ShouldBe("g-1");
    }

    [Fact]
    public async Task A_visit_belongs_to_the_grant_that_made_it()
    {
        await AddAsync("g-1", person: null, 0, 24);

        (await _holders.OfVisitAsync("tower", "held-g-1", CancellationToken.None)).ShouldBe("g-1");
        (await _holders.OfVisitAsync("tower", "of nobody", CancellationToken.None)).ShouldBeNull();
        (await _holders.OfPersonAsync("tower", "held-g-1", Monday, CancellationToken.None)).ShouldBeNull();
    }

    private async Task AddAsync(string id, string? person, int fromHour, int toHour)
    {
        var window = new AccessWindow(Monday.AddHours(fromHour), Monday.AddHours(toHour));
        var grant = new GrantRow
        {
            Id = id,
            Subject = new GrantSubject { Name = "Dana Novak" },
            Window = window,
            Targets = 1,
            Version = 1,
            CreatedAt = Monday,
            ChangedAt = Monday,
        };
        var target = new TargetRow
        {
            Number = 0,
            Facility = "tower",
            Person = person,
            Wish = new TargetWish { Version = 1, Present = true, Window = window },
            WishedAt = Monday,
        };
        (await _grants.AddAsync(grant, [target], CancellationToken.None)).ShouldBeTrue();
        await _holders.NoteAsync(id, target, person ?? $"held-{id}", CancellationToken.None);
    }
}
