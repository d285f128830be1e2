using Gatehouse.Access;
using Gatehouse.Grants;

namespace Gatehouse.Tests.Grants;

public sealed class TargetPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly AccessWindow Window = new(Now, Now.AddHours(2));
    private static readonly TargetHold Held = new("1", Window, "m", []);
    private static readonly TargetRow Fresh = Row(new TargetWish { Version = 2, Present = true, Window = Window });
    private static readonly TargetRow Ended = Row(new TargetWish { Version = 3, Present = false, Window = Window });

    [Fact]
    public void What_is_wanted_is_applied_changed_or_replaced()
    {
        Next(Fresh).ShouldBe(TargetStep.Apply);
        Next(Fresh with { Hold = Held }).ShouldBe(TargetStep.Change);
        Next(Fresh with { Hold = Held }, canChange: false).ShouldBe(TargetStep.Apply);
        Next(Fresh with { Hold = Held, Settled = 1, Former = [Held] }).ShouldBe(TargetStep.Change);
        Next(Fresh with { Hold = Held, Settled = 2, Former = [Held] }).ShouldBe(TargetStep.RevokeFormer);
        Next(Fresh with { Hold = Held, Settled = 2 }).ShouldBe(TargetStep.Rest);
        Next(Fresh with { Refused = 2 }).ShouldBe(TargetStep.Rest);
        Next(Fresh with { Refused = 1 }).ShouldBe(TargetStep.Apply);
    }

    [Fact]
    public void What_is_not_wanted_is_revoked_found_out_and_settled_in_this_order()
    {
        var create = new TargetCreate("m", 2, Now);

        Next(Ended with { Create = create, Hold = Held, Former = [Held] }).ShouldBe(TargetStep.Revoke);
        Next(Ended with { Create = create, Former = [Held] }).ShouldBe(TargetStep.RevokeFormer);
        Next(Ended with { Create = create }).ShouldBe(TargetStep.Resolve);
        Next(Ended with { Create = create, Settled = 3 }).ShouldBe(TargetStep.Resolve);
        Next(Ended).ShouldBe(TargetStep.Settle);
        Next(Ended with { Settled = 3 }).ShouldBe(TargetStep.Rest);
        Next(Ended with { Settled = 3, Hold = Held }).ShouldBe(TargetStep.Revoke);
        Next(Fresh with { Create = create }).ShouldBe(TargetStep.Resolve);
    }

    [Fact]
    public void What_the_vendor_takes_only_later_is_held_and_what_it_has_is_taken_back()
    {
        var later = new AccessPlan { Window = Window, NotBefore = Now.AddMinutes(1) };

        Next(Fresh, later).ShouldBe(TargetStep.Hold);
        Next(Fresh with { Hold = Held }, later).ShouldBe(TargetStep.Revoke);
        Next(Fresh with { Former = [Held] }, later).ShouldBe(TargetStep.RevokeFormer);
        Next(Fresh, later with { NotBefore = Now }).ShouldBe(TargetStep.Apply);
    }

    [Fact]
    public void The_state_of_a_target_follows_from_its_row()
    {
        Fresh.State.ShouldBe(GrantState.Pending);
        (Fresh with { Attempts = 1 }).State.ShouldBe(GrantState.Applying);
        var failure = new TargetFailure("code", "It failed.", null, Now);
        (Fresh with { Attempts = 1, Failure = failure, NextAt = Now }).State.ShouldBe(GrantState.Waiting);
        (Fresh with { Refused = 2, Failure = failure }).State.ShouldBe(GrantState.Failed);
        (Fresh with { Settled = 2 }).State.ShouldBe(GrantState.Active);
        Ended.State.ShouldBe(GrantState.Revoking);
        (Ended with { Settled = 3 }).State.ShouldBe(GrantState.Revoked);
        (Ended with { Settled = 3, Unverified = true }).State.ShouldBe(GrantState.Unverified);
        (Ended with { Settled = 3, Wish = Ended.Wish with { Expired = true } }).State.ShouldBe(GrantState.Expired);
    }

    [Theory]
    [InlineData(GrantState.Revoked)]
    [InlineData(GrantState.Active, GrantState.Active, GrantState.Revoked)]
    [InlineData(GrantState.Partial, GrantState.Active, GrantState.Failed)]
    [InlineData(GrantState.Failed, GrantState.Failed, GrantState.Expired)]
    [InlineData(GrantState.Revoking, GrantState.Active, GrantState.Revoking, GrantState.Applying)]
    [InlineData(GrantState.Applying, GrantState.Waiting, GrantState.Applying, GrantState.Failed)]
    [InlineData(GrantState.Waiting, GrantState.Waiting, GrantState.Pending)]
    [InlineData(GrantState.Pending, GrantState.Pending, GrantState.Active)]
    [InlineData(GrantState.Unverified, GrantState.Unverified, GrantState.Revoked)]
    [InlineData(GrantState.Revoked, GrantState.Revoked, GrantState.Expired)]
    [InlineData(GrantState.Expired, GrantState.Expired)]
    public void The_state_of_a_grant_follows_from_its_targets(GrantState grant, params GrantState[] targets) =>
        GrantView.StateOf(targets).ShouldBe(grant);

    private static TargetRow Row(TargetWish wish) => new() { Number = 0, Facility = "f", Wish = wish, WishedAt = Now };

    private static TargetStep Next(TargetRow row, AccessPlan? plan = null, bool canChange = true) =>
        TargetPlan.Next(row, row.Wish.Present ? plan ?? new AccessPlan { Window = Window } : null, canChange, Now);
}
