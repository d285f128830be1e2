using Gatehouse.Access;
using Gatehouse.Alarms;
using Gatehouse.DeadLetters;
using Gatehouse.Grants;
using Gatehouse.Paging;
using Gatehouse.Security;
using Gatehouse.Testing;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Tests.Grants;

/// <summary>Calls whose outcome is not known, or that fail half way: nothing stays open unseen, and nothing is taken for gone that is not.</summary>
public sealed class GrantRecoveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset From = new FakeClock().GetUtcNow().AddHours(-1);
    private readonly TemporaryStores _stores = new();

    public async Task InitializeAsync() => await new HubKeys(_stores.Secrets).EnsureAsync(CancellationToken.None);

    public Task DisposeAsync() => _stores.DisposeAsync().AsTask();

    [Fact]
    public async Task A_lost_create_that_is_not_found_is_undone_before_it_is_forgotten()
    {
        var open = false;
        var vendor = new ScriptedAccess
        {
            Search = _ => null,
            Undo = _ =>
            {
                open = false;
                return true;
            },
        };
        vendor.Apply = _ =>
        {
            open = true;
            vendor.Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Invalid);
            throw ScriptedAccess.Lost();
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        await LaterAsync(process);

        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Failed);
        open.ShouldBeFalse();
        await RevokeAsync(process, id);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Revoked);
        vendor.Calls.ShouldContain(call => call.StartsWith("undo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_create_that_was_undone_without_a_confirmation_is_unverified()
    {
        var vendor = new ScriptedAccess { Search = _ => null, Undo = _ => false, Apply = _ => throw ScriptedAccess.Lost() };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        await RevokeAsync(process, id);

        // At once, and again when nothing of the call can still arrive.
        vendor.Calls.Count(call => call.StartsWith("undo", StringComparison.Ordinal)).ShouldBe(1);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Revoking);
        await LaterAsync(process);
        vendor.Calls.Count(call => call.StartsWith("undo", StringComparison.Ordinal)).ShouldBe(2);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Unverified);
    }

    [Fact]
    public async Task What_was_taken_back_unheard_is_made_anew_when_it_is_wanted_again()
    {
        var vendor = new FakeAccessVendor(VendorKind.Searched, _stores.Clock);
        await using var process = new GrantProcess(_stores, vendor);
        await process.SaveFacilityAsync();
        var id = await process.CreateAsync("one", 1, From, From.AddHours(2));
        await process.DrainAsync();
        vendor.Fates.Enqueue(VendorFate.LostAfter);
        for (var i = 0; i < 20; i++)
            vendor.Fates.Enqueue(VendorFate.Down);
        _stores.Clock.Advance(TimeSpan.FromHours(2));
        await process.SweepAsync();
        await process.DrainAsync(times: 3);
        vendor.Live.ShouldBeEmpty();
        vendor.Fates.Clear();
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Revoking);

        await process.Changes.ChangeAsync(
            id, new Input<GrantPatch>(new GrantPatch { Window = new() { To = _stores.Clock.GetUtcNow().AddHours(3) } }), _ => true, CancellationToken.None);
        await LaterAsync(process);

        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Active);
        vendor.Live.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_roles_that_was_cut_off_is_revoked_whole()
    {
        var vendor = Roles();
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        vendor.Open.ShouldBe(["1"]);
        await PatchAsync(process, id, new GrantPatch { Targets = [new GrantTargetPatch { Number = 0, AddAccessPoints = [new() { Id = "2" }], RemoveAccessPoints = ["1"] }] });
        vendor.Open.ShouldBe(["1", "2"], ignoreOrder: true);

        await RevokeAsync(process, id);

        vendor.Open.ShouldBeEmpty();
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Revoked);
    }

    [Fact]
    public async Task A_lost_create_is_searched_and_undone_as_it_was_made()
    {
        var asked = new List<AccessApply>();
        var vendor = new ScriptedAccess
        {
            Search = request =>
            {
                asked.Add(request);
                return null;
            },
            Undo = request =>
            {
                asked.Add(request);
                return true;
            },
            Apply = _ => throw ScriptedAccess.Lost(),
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        asked.Clear();

        await PatchAsync(process, id, new GrantPatch
        {
            Window = new() { To = From.AddHours(9) },
            Targets = [new GrantTargetPatch { Number = 0, AddAccessPoints = [new() { Id = "2" }], RemoveAccessPoints = ["1"] }],
        });
        vendor.Apply = request => ScriptedAccess.Record(request, "2");
        await LaterAsync(process);

        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(request => request.Spec.Window.To == From.AddHours(5) && request.Plan.Roles.Single() == "1");
        (await TargetAsync(process, id)).Hold!.Window.To.ShouldBe(From.AddHours(9));
    }

    [Fact]
    public async Task A_share_whose_call_had_no_effect_is_not_given_by_another()
    {
        var others = new List<IReadOnlyList<AccessShare>>();
        var vendor = new ScriptedAccess { IsShared = true, Search = _ => null, Undo = _ => true, Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Unavailable) };
        await using var process = await StartAsync(vendor);
        await CreateAsync(process, "one");
        vendor.Apply = request =>
        {
            others.Add(request.Others);
            return ScriptedAccess.Record(request, "person");
        };

        await CreateAsync(process, "two");

        others[0].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_share_that_was_left_by_a_death_is_taken_from_the_vendor_before_it_is_forgotten()
    {
        var undone = new List<AccessApply>();
        var vendor = new ScriptedAccess
        {
            IsShared = true,
            Search = _ => null,
            Undo = request =>
            {
                undone.Add(request);
                return true;
            },
            Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Unavailable),
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        var shared = process.Get<SharedAccess>();
        var share = new AccessShare(new AccessWindow(From, From.AddHours(5)), ["left"], []);
        var lease = await shared.TakeAsync("site", "Åsa Ek", new TargetItem(id, 0), share, TimeSpan.FromSeconds(1), CancellationToken.None);
        await shared.ReleaseAsync(lease!, CancellationToken.None);

        await RevokeAsync(process, id);

        undone.ShouldHaveSingleItem().Plan.Roles.ShouldBe(["left"]);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Revoked);
        (await shared.OthersAsync("site", "Åsa Ek", new TargetItem("other", 0), CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_is_another_person_at_the_vendor_by_now_leaves_nothing_with_the_one_before()
    {
        var undone = new List<AccessApply>();
        var vendor = new ScriptedAccess
        {
            IsShared = true,
            Person = _ => "before",
            Search = _ => null,
            Undo = request =>
            {
                undone.Add(request);
                return true;
            },
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        var found = (await process.Get<GrantStore>().FindTargetAsync(id, 0, CancellationToken.None)).ShouldNotBeNull().Target;
        await process.Get<GrantStore>().SaveAsync(found, found.Value with { Hold = null, Settled = 0 }, [], CancellationToken.None);
        vendor.Person = _ => "now";

        await process.Changes.RetryAsync(id, 0, _ => true, CancellationToken.None);
        await process.DrainAsync();

        undone.ShouldHaveSingleItem().Spec.Subject.PersonId.ShouldBe("before");
        (await TargetAsync(process, id)).Person.ShouldBe("now");
        var shared = process.Get<SharedAccess>();
        (await shared.OthersAsync("site", "before", new TargetItem("other", 0), CancellationToken.None)).ShouldBeEmpty();
        (await shared.OthersAsync("site", "now", new TargetItem("other", 0), CancellationToken.None)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true, GrantState.Failed)]
    [InlineData(false, GrantState.Active)]
    public async Task A_change_that_misses_something_keeps_the_access_that_is_there(bool isThere, GrantState state)
    {
        var vendor = new ScriptedAccess
        {
            Change = _ => throw ScriptedAccess.Failure(VendorErrorKind.NotFound),
            Inspect = request => new AccessInspection(isThere ? request.Current : null, []),
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        vendor.Apply = request => ScriptedAccess.Record(request, "2");

        await PatchAsync(process, id, new GrantPatch { Window = new() { To = From.AddHours(6) } });

        var target = await TargetAsync(process, id);
        (target.State, target.Hold!.Id).ShouldBe((state, isThere ? "1" : "2"));
    }

    [Fact]
    public async Task A_revoke_of_what_is_known_does_not_wait_for_what_is_not()
    {
        var vendor = new ScriptedAccess { Search = _ => throw ScriptedAccess.Failure(VendorErrorKind.Unavailable) };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        vendor.Apply = _ => throw ScriptedAccess.Lost();
        await PatchAsync(process, id, new GrantPatch { Window = new() { To = From.AddHours(6) } });
        (await TargetAsync(process, id)).Former.ShouldHaveSingleItem();

        await RevokeAsync(process, id);

        vendor.Calls.ShouldContain("revoke 1");
        var target = await TargetAsync(process, id);
        (target.State, target.Former.Count).ShouldBe((GrantState.Revoking, 0));
    }

    [Theory]
    [InlineData(true, GrantState.Unverified)]
    [InlineData(false, GrantState.Failed)]
    public async Task A_search_that_will_never_tell_ends(bool isRevoked, GrantState state)
    {
        var vendor = new ScriptedAccess { Search = _ => throw ScriptedAccess.Failure(VendorErrorKind.Conflict), Apply = _ => throw ScriptedAccess.Lost() };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        if (isRevoked)
            await RevokeAsync(process, id);

        await LaterAsync(process);

        var target = await TargetAsync(process, id);
        (target.State, target.Failure!.Code, target.Unverified).ShouldBe((state, "outcome_never_known", true));
        await RevokeAsync(process, id);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Unverified);
    }

    [Fact]
    public async Task A_plan_that_is_refused_keeps_what_was_to_be_replaced()
    {
        var vendor = new ScriptedAccess { Search = _ => null };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        vendor.Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Unavailable);
        await PatchAsync(process, id, new GrantPatch { Window = new() { To = From.AddHours(6) } });
        (await TargetAsync(process, id)).Former.ShouldHaveSingleItem();
        vendor.Plan = spec => new AccessPlan { Window = spec.Window, Problems = [new AccessProblem("role_required", "/roles", "The role is gone.")] };

        await LaterAsync(process);

        var target = await TargetAsync(process, id);
        (target.State, target.Failure!.Code, target.Hold?.Id, target.Former.Count, target.IsAtRest).ShouldBe((GrantState.Failed, "role_required", "1", 0, true));
    }

    [Fact]
    public async Task A_retry_is_a_wish_of_its_own_and_its_create_stays_the_same()
    {
        var isBack = false;
        var vendor = new ScriptedAccess
        {
            Search = request => isBack ? ScriptedAccess.Record(request, "1") : throw ScriptedAccess.Failure(VendorErrorKind.Unavailable),
            Apply = _ => throw ScriptedAccess.Lost(),
        };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        var before = (await TargetAsync(process, id)).Wish.Version;
        isBack = true;
        _stores.Clock.Advance(Soon);

        await process.Changes.RetryAsync(id, 0, _ => true, CancellationToken.None);
        await process.SweepAsync();
        await process.DrainAsync();

        var target = await TargetAsync(process, id);
        (target.State, target.Wish.Version, target.Hold!.Id, target.Creates).ShouldBe((GrantState.Active, before + 1, "1", 1));
    }

    [Fact]
    public async Task A_target_that_failed_is_a_dead_letter_and_its_replay_tries_it_again()
    {
        var vendor = new ScriptedAccess { Search = _ => null, Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Invalid) };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        await process.Get<Converge>().RunAsync(id, 0, 0, CancellationToken.None);
        var letters = process.Get<DeadLetterService>();

        var letter = (await letters.ListAsync(new DeadLetterQuery { Kind = "grant-target" }, new PageRequest(10), CancellationToken.None)).Items.ShouldHaveSingleItem();
        (letter.Letter.Facility, letter.Letter.Reference, letter.Letter.Reason, letter.Letter.Attempts).ShouldBe(("site", id, "It was not done.", 1));
        process.Log.Names.ShouldContain(AlarmEvents.DeadLettered);

        vendor.Apply = request => ScriptedAccess.Record(request, "1");
        await letters.ReplayAsync(letter.Id, CancellationToken.None);
        await process.DrainAsync();

        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Active);
        (await letters.ListAsync(new DeadLetterQuery(), new PageRequest(10), CancellationToken.None)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_target_that_is_retried_at_its_grant_has_its_dead_letter_marked_and_no_second_one()
    {
        var vendor = new ScriptedAccess { Search = _ => null, Apply = _ => throw ScriptedAccess.Failure(VendorErrorKind.Invalid) };
        await using var process = await StartAsync(vendor);
        var id = await CreateAsync(process);
        await process.Get<Converge>().RunAsync(id, 0, 0, CancellationToken.None);

        await process.Changes.RetryAsync(id, 0, _ => true, CancellationToken.None);
        (await LettersAsync(replayed: false)).ShouldBeEmpty();
        (await LettersAsync(replayed: true)).ShouldHaveSingleItem().ReplayedAt.ShouldBe(_stores.Clock.GetUtcNow());

        await process.SweepAsync();
        await process.DrainAsync();
        await process.Get<Converge>().RunAsync(id, 0, 0, CancellationToken.None);
        (await TargetAsync(process, id)).State.ShouldBe(GrantState.Failed);
        (await LettersAsync(replayed: false)).ShouldHaveSingleItem().At.ShouldBe(_stores.Clock.GetUtcNow());
        (await LettersAsync(replayed: true)).ShouldBeEmpty();

        vendor.Apply = request => ScriptedAccess.Record(request, "1");
        await process.Changes.RetryAsync(id, 0, _ => true, CancellationToken.None);
        await process.SweepAsync();
        await process.DrainAsync();
        (await LettersAsync(replayed: false)).ShouldBeEmpty();

        async Task<IReadOnlyList<DeadLetter>> LettersAsync(bool replayed) => [.. (await process.Get<DeadLetterService>().ListAsync(
            new DeadLetterQuery { Kind = "grant-target", Replayed = replayed }, new PageRequest(10), CancellationToken.None)).Items.Select(item => item.Letter)];
    }

    private static ScriptedAccess Roles()
    {
        ScriptedAccess vendor = null!;
        vendor = new ScriptedAccess
        {
            IsShared = true,
            Change = request =>
            {
                vendor.Open.UnionWith(request.Plan.Roles);
                throw ScriptedAccess.Lost();
            },
        };
        vendor.Apply = request =>
        {
            vendor.Open.UnionWith(request.Plan.Roles);
            return ScriptedAccess.Record(request, "person");
        };
        vendor.Revoke = request =>
        {
            vendor.Open.ExceptWith(request.Current.AllRoles);
            return AccessRevocation.Gone;
        };
        return vendor;
    }

    private async Task<GrantProcess> StartAsync(ScriptedAccess vendor)
    {
        var process = new GrantProcess(_stores, vendor.Vendor(_stores.Clock));
        await process.SaveFacilityAsync();
        return process;
    }

    private static async Task<string> CreateAsync(GrantProcess process, string key = "one")
    {
        var id = await process.CreateAsync(key, 1, From, From.AddHours(5));
        await process.DrainAsync();
        return id;
    }

    private async Task PatchAsync(GrantProcess process, string id, GrantPatch patch)
    {
        _stores.Clock.Advance(Soon);
        await process.Changes.ChangeAsync(id, new Input<GrantPatch>(patch), _ => true, CancellationToken.None);
        await process.SweepAsync();
        await process.DrainAsync();
    }

    private async Task RevokeAsync(GrantProcess process, string id)
    {
        _stores.Clock.Advance(Soon);
        await process.Changes.RevokeAsync(id, null, _ => true, CancellationToken.None);
        await process.SweepAsync();
        await process.DrainAsync();
    }

    private async Task LaterAsync(GrantProcess process)
    {
        for (var i = 0; i < 3; i++)
        {
            _stores.Clock.Advance(Settled);
            await process.SweepAsync();
            await process.DrainAsync();
        }
    }

    private static async Task<TargetRow> TargetAsync(GrantProcess process, string id) =>
        (await process.Grants.GetAsync(id, CancellationToken.None)).Targets[0].Value;
}
