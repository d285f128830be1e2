using Gatehouse.Lanes;

namespace Gatehouse.Tests.Lanes;

public sealed class WorkHandlersTests
{
    [Fact]
    public void Two_handlers_of_a_kind_are_a_fault() =>
        Should.Throw<ArgumentException>(() => new WorkHandlers([new Idle(), new Idle()])).Message.ShouldContain("'idle': Idle, Idle");

    [Fact]
    public void A_kind_that_nobody_does_is_named() =>
        Should.Throw<InvalidOperationException>(() => new WorkHandlers([new Idle()]).Get("busy")).Message.ShouldContain("'busy'");

    private sealed class Idle : IWorkHandler
    {
        public string Kind => "idle";

        public Task<WorkOutcome> HandleAsync(WorkItem item, CancellationToken cancellationToken) => Task.FromResult(WorkOutcome.Done);
    }
}
