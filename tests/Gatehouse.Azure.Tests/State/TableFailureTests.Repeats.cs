using Gatehouse.State;

namespace Gatehouse.Azure.Tests.State;

/// <content>Calls that the client repeats: what was busy, and what was done although its answer got lost.</content>
public sealed partial class TableFailureTests
{
    [Fact]
    public async Task A_throttled_call_is_repeated()
    {
        await Store.PutAsync(_table, _key, Json("1"), None);
        var busy = Tries - 1;
        Proxy.Rule = _ => Interlocked.Decrement(ref busy) >= 0 ? StorageFault.ServerBusy : StorageFault.None;
        var before = Proxy.Requests.Count;

        (await Store.GetAsync(_table, _key, None)).ShouldNotBeNull();

        (Proxy.Requests.Count - before).ShouldBe(Tries);
    }

    [Theory]
    [InlineData(503, "ServerBusy")]
    [InlineData(500, "OperationTimedOut")]
    public async Task A_batch_that_the_service_was_too_busy_for_is_repeated(int status, string code)
    {
        await Store.PutAsync(_table, new StateKey("p", "other"), Json("1"), None);
        var busy = Tries - 1;
        Proxy.Rule = _ => Interlocked.Decrement(ref busy) >= 0 ? StorageFault.Within(status, code) : StorageFault.None;
        var before = Proxy.Requests.Count;

        (await Store.BatchAsync(_table, "p", [StateChange.Insert("r", Json("1"))], None)).ShouldBeTrue();

        (Proxy.Requests.Count - before).ShouldBe(Tries);
        Proxy.Rule = _ => StorageFault.Within(status, code);
        var error = await Should.ThrowAsync<StateStoreException>(() => Store.BatchAsync(_table, "p", [StateChange.Delete("r")], None));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain($"{status} {code}");
        (Proxy.Requests.Count - before).ShouldBe(2 * Tries);
    }

    [Fact]
    public async Task A_write_whose_answer_got_lost_is_not_taken_for_a_conflict()
    {
        await Store.PutAsync(_table, new StateKey("p", "other"), Json("0"), None);

        var first = await LosingOneAnswerAsync(() => Store.InsertAsync(_table, _key, Json("1"), None));
        var second = await LosingOneAnswerAsync(() => Store.ReplaceAsync(_table, _key, Json("2"), first.ShouldNotBeNull(), None));
        var third = await LosingOneAnswerAsync(() => Store.BatchAsync(
            _table, "p", [StateChange.Delete("other"), StateChange.Replace("r", Json("3"), second.ShouldNotBeNull())], None));

        third.ShouldBeTrue();
        var row = (await Store.QueryAsync(_table, StateRange.WholeTable, 10, null, None)).Rows.ShouldHaveSingleItem();
        row.Body.ToArray().ShouldBe(Json("3").ToArray());
    }

    [Fact]
    public async Task A_deletion_whose_answer_got_lost_is_done_though_it_says_that_there_was_nothing()
    {
        var etag = await Store.PutAsync(_table, _key, Json("1"), None);
        (await LosingOneAnswerAsync(() => Store.DeleteAsync(_table, _key, etag, None))).ShouldBeFalse();
        (await Store.GetAsync(_table, _key, None)).ShouldBeNull();

        await Store.PutAsync(_table, _key, Json("1"), None);
        (await LosingOneAnswerAsync(() => Store.BatchAsync(_table, "p", [StateChange.Delete("r")], None))).ShouldBeFalse();
        (await Store.GetAsync(_table, _key, None)).ShouldBeNull();
    }

    private async Task<T> LosingOneAnswerAsync<T>(Func<Task<T>> call)
    {
        var lost = 1;
        Proxy.Rule = _ => Interlocked.Decrement(ref lost) == 0 ? StorageFault.LoseAnswer : StorageFault.None;
        var result = await call();
        lost.ShouldBeLessThan(0);
        return result;
    }
}
