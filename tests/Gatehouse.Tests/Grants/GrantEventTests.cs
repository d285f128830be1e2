using Gatehouse.Events;
using Gatehouse.Facilities;
using Gatehouse.Grants;
using Gatehouse.Security;
using Gatehouse.Validation;

namespace Gatehouse.Tests.Grants;

public sealed class GrantEventTests : IAsyncLifetime
{
    private readonly TemporaryStores _stores = new();

    public async Task InitializeAsync() => await new HubKeys(_stores.Secrets).EnsureAsync(CancellationToken.None);

    public Task DisposeAsync() => _stores.DisposeAsync().AsTask();

    [Fact]
    public async Task The_event_of_a_whole_grant_names_its_facilities()
    {
        await using var process = new GrantProcess(_stores, new FakeAccessVendor(VendorKind.Searched, _stores.Clock));
        await process.SaveFacilityAsync();
        var site = (await process.Get<FacilityStore>().GetAsync("site", CancellationToken.None))!.Value;
        await process.Get<FacilityStore>().SaveAsync(site with { Id = "annex" }, null, CancellationToken.None);
        var now = _stores.Clock.GetUtcNow();
        var draft = new GrantDraft
        {
            Key = "one",
            Subject = new GrantSubject { Name = "Åsa Ek" },
            Window = new() { From = now.AddHours(-1), To = now.AddHours(1) },
            Targets = [.. new[] { "site", "annex", "site" }.Select(id => new GrantTargetDraft { Facility = id, AccessPoints = [new() { Id = "1" }] })],
        };
        await process.Grants.CreateAsync(new Input<GrantDraft>(draft), null, _ => true, CancellationToken.None);
        await process.DrainAsync();
        _stores.Clock.Advance(TimeSpan.FromMinutes(1));

        var page = await process.Get<EventReader>().ReadAsync(new EventFilter(Limit: null) { Types = ["grant.active"] }, 10, null, CancellationToken.None);
        var told = page.Items.ShouldHaveSingleItem().Value;
        told.Facility.ShouldBeNull();
        told.Facilities.ShouldBe(["annex", "site"]);
    }
}
