using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Access;
using Gatehouse.Contracts.Lanes;
using Gatehouse.Errors;
using Gatehouse.Grants;
using Gatehouse.Security;
using Gatehouse.State;
using Gatehouse.Validation;

namespace Gatehouse.Tests.Grants;

/// <summary>Whatever happens in whatever order, the vendor ends with what is wanted.</summary>
public sealed class ConvergeTests
{
    private const int Runs = 30;
    private const int MostHealing = 60;
    private static readonly Arbitrary<int[]> Plans = Gen.Choose(0, 100_000).ArrayOf(14).ToArbitrary();

    [Theory]
    [InlineData(VendorKind.Searched)]
    [InlineData(VendorKind.Replaced)]
    [InlineData(VendorKind.Undone)]
    [InlineData(VendorKind.Shared)]
    public void Any_course_of_events_ends_with_the_vendor_in_the_desired_state(VendorKind kind) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs),
        Prop.ForAll(Plans, plan => RunAsync(kind, plan)));

    [Theory]
    [InlineData(VendorKind.Searched, 35777, 82908, 57070, 47292, 50405, 43678, 97614, 17610, 63684, 58889, 50311, 36867, 94122, 5817)]
    public Task A_course_that_went_wrong_once_ends_well(VendorKind kind, params int[] plan) => RunAsync(kind, plan);

    [Theory]
    [InlineData(VendorKind.Searched)]
    [InlineData(VendorKind.Replaced)]
    [InlineData(VendorKind.Undone)]
    [InlineData(VendorKind.Shared)]
    public async Task A_death_at_any_step_of_a_grant_s_life_leaves_what_is_wanted(VendorKind kind)
    {
        // One kind shows every step, the others what differs.
        for (var at = 1; ; at += kind == VendorKind.Searched ? 1 : 4)
        {
            await using var course = await CourseAsync(kind);
            var steps = new LaneSteps { FaultAt = at, Fault = LaneFault.Dies };
            await using (var mortal = new GrantProcess(course.Stores, course.Vendor, steps))
            {
                await mortal.LivesAsync(async process =>
                {
                    await process.DrainAsync();
                    await process.Changes.ChangeAsync(course.Ids[0], new Input<GrantPatch>(new GrantPatch { Window = new() { To = course.To.AddHours(1) } }), _ => true, CancellationToken.None);
                    await process.DrainAsync();
                    await process.Changes.RevokeAsync(course.Ids[1], null, _ => true, CancellationToken.None);
                    course.Revoked.Add(course.Ids[1]);
                    await process.DrainAsync();
                });
            }

            await HealAsync(course, $"at step {at}");
            if (!steps.IsReached)
            {
                at.ShouldBeGreaterThan(40);
                return;
            }
        }
    }

    private static async Task RunAsync(VendorKind kind, int[] plan)
    {
        await using var course = await CourseAsync(kind);
        foreach (var number in plan)
            await ActAsync(course, number);
        await HealAsync(course, string.Join(' ', plan));
    }

    private static async Task<Course> CourseAsync(VendorKind kind)
    {
        var stores = new TemporaryStores();
        await new HubKeys(stores.Secrets).EnsureAsync(CancellationToken.None);
        var vendor = new FakeAccessVendor(kind, stores.Clock);
        var from = stores.Clock.GetUtcNow().AddHours(-1);
        var course = new Course(stores, vendor, from.AddHours(5));
        await using var process = new GrantProcess(stores, vendor);
        await process.SaveFacilityAsync();
        course.Ids.Add(await process.CreateAsync("one", 2, from, course.To));
        course.Ids.Add(await process.CreateAsync("two", 1, from.AddHours(1), course.To.AddHours(2)));
        return course;
    }

    private static async Task ActAsync(Course course, int number)
    {
        var (kind, value) = (number % 12, number / 12);
        var grant = course.Ids[value % course.Ids.Count];
        var steps = new LaneSteps { FaultAt = kind is 0 or 1 ? 1 + (value % 45) : 0, Fault = LaneFault.Dies };
        await using var process = new GrantProcess(course.Stores, course.Vendor, steps);
        switch (kind)
        {
            case 0:
                await process.LivesAsync(living => living.DrainAsync());
                break;
            case 1 or 2:
                await process.LivesAsync(living => RevokeAsync(course, living, grant));
                break;
            case 3:
                await IfPossibleAsync(() => process.Changes.ChangeAsync(
                    grant, new Input<GrantPatch>(new GrantPatch { Window = new() { To = course.To.AddMinutes(value % 90) } }), _ => true, CancellationToken.None));
                break;
            case 4:
                await IfPossibleAsync(() => process.Changes.ChangeAsync(
                    grant,
                    new Input<GrantPatch>(new GrantPatch { Targets = [new GrantTargetPatch { Number = 0, AddAccessPoints = [new() { Id = $"{2 + (value % 3)}" }] }] }),
                    _ => true,
                    CancellationToken.None));
                break;
            case 5:
                await IfPossibleAsync(() => process.Changes.RetryAsync(grant, 0, _ => true, CancellationToken.None));
                break;
            case 6:
                for (var i = 0; i < 4; i++)
                    course.Vendor.Fates.Enqueue((VendorFate)((value >> (2 * i)) % 6));
                break;
            case 7:
                await process.DrainAsync(times: value % 3);
                break;
            case 8:
                await using (var other = new GrantProcess(course.Stores, course.Vendor))
                    await Task.WhenAll(process.DrainAsync(), other.DrainAsync());
                break;
            case 9:
                course.Stores.Clock.Advance(TimeSpan.FromSeconds(10 + (value % 200)));
                await process.SweepAsync();
                await process.DrainAsync();
                break;
            case 10 when value % 3 == 0:
                course.Stores.Clock.Advance(TimeSpan.FromHours(2));
                break;
            default:
                await process.DrainAsync();
                break;
        }
    }

    private static async Task RevokeAsync(Course course, GrantProcess process, string grant)
    {
        await process.Changes.RevokeAsync(grant, null, _ => true, CancellationToken.None);
        course.Revoked.Add(grant);
        await process.DrainAsync();
    }

    private static async Task IfPossibleAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (Exception exception) when (exception is InvalidInputException or HubException)
        {
            // It is too late for it, or there is nothing to do: the caller is told so.
        }
    }

    private static async Task HealAsync(Course course, string about)
    {
        course.Vendor.Fates.Clear();
        await using var process = new GrantProcess(course.Stores, course.Vendor);
        for (var round = 0; round < MostHealing; round++)
        {
            await process.DrainAsync();
            var grants = await GrantsAsync(course, process);
            _ = course.Vendor.Live;
            if (course.Vendor.IsQuiet && grants.All(grant => grant.Targets.All(target => target.Value.IsAtRest && !IsLate(course, target))))
            {
                ShouldBeAsWanted(course, grants, about);
                return;
            }

            course.Stores.Clock.Advance(TimeSpan.FromMinutes(2));
            await process.SweepAsync();
        }

        var stuck = (await GrantsAsync(course, process)).SelectMany(grant => grant.Targets).Select(target => target.Value);
        string.Join("; ", stuck.Select(target => $"{target.State} {target.Failure?.Code} {target.Create}")).ShouldBeEmpty(about);
    }

    private static bool IsLate(Course course, StateDocument<TargetRow> target) =>
        target.Value is { Wish.Present: true, Hold: not null } && target.Value.Wish.Window.To <= course.Stores.Clock.GetUtcNow();

    private static async Task<List<GrantDocument>> GrantsAsync(Course course, GrantProcess process)
    {
        var grants = new List<GrantDocument>();
        foreach (var id in course.Ids)
            grants.Add(await process.Grants.GetAsync(id, CancellationToken.None));
        return grants;
    }

    private static void ShouldBeAsWanted(Course course, List<GrantDocument> grants, string about)
    {
        var live = course.Vendor.Live;
        var targets = grants.SelectMany(grant => grant.Targets).Select(target => target.Value).ToList();
        course.Vendor.Violations.ShouldBeEmpty(about);
        grants.Where(grant => course.Revoked.Contains(grant.Grant.Value.Id)).SelectMany(grant => grant.Targets)
            .ShouldAllBe(target => target.Value.State != GrantState.Active && target.Value.Hold == null, about);
        targets.Where(target => target.State == GrantState.Active).ShouldAllBe(target => target.Hold!.Window == target.Wish.Window, about);
        targets.ShouldAllBe(target => target.State == GrantState.Active || target.State == GrantState.Failed || target.Hold == null, about);

        var holds = targets.Where(target => target.Hold is not null).ToList();
        live.Keys.Order().ShouldBe(holds.Select(target => target.Hold!.Id).Distinct().Order(), about);
        foreach (var (id, record) in live)
        {
            var held = holds.Where(target => target.Hold!.Id == id).ToList();
            record.Window.ShouldBe(new AccessWindow(held.Min(target => target.Hold!.Window.From), held.Max(target => target.Hold!.Window.To)), about);
            if (held is [{ State: GrantState.Active } only] && record.AccessPoints.Count > 0)
                record.AccessPoints.ShouldBe(only.Wish.AccessPoints.Select(point => point.Id!), about);
        }
    }

    private sealed record Course(TemporaryStores Stores, FakeAccessVendor Vendor, DateTimeOffset To) : IAsyncDisposable
    {
        public List<string> Ids { get; } = [];

        /// <summary>Those whose revocation was answered.</summary>
        public HashSet<string> Revoked { get; } = [];

        public ValueTask DisposeAsync() => Stores.DisposeAsync();
    }
}
