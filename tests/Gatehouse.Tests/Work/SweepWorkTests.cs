using Gatehouse.Work;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Work;

public sealed class SweepWorkTests
{
    [Fact]
    public async Task A_sweep_that_fails_keeps_none_of_the_others_and_is_told()
    {
        var swept = new List<string>();
        var work = new SweepWork(
            [new Sweep("first", swept, fails: false), new Sweep("bad", swept, fails: true), new Sweep("last", swept, fails: false)],
            NullLogger<SweepWork>.Instance);

        var failure = await Should.ThrowAsync<AggregateException>(() => work.RunAsync(CancellationToken.None));

        swept.ShouldBe(["first", "bad", "last"]);
        failure.InnerExceptions.ShouldHaveSingleItem().Message.ShouldBe("bad");
    }

    private sealed class Sweep(string name, List<string> swept, bool fails) : ISweep
    {
        public string Name => name;

        public Task SweepAsync(CancellationToken cancellationToken)
        {
            swept.Add(name);
            return fails ? throw new InvalidOperationException(name) : Task.CompletedTask;
        }
    }
}
