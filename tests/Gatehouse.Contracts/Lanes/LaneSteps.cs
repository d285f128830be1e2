namespace Gatehouse.Contracts.Lanes;

/// <summary>What goes wrong at a step.</summary>
public enum LaneFault
{
    /// <summary>The process dies before the step: nothing it does afterwards has an effect.</summary>
    Dies,

    /// <summary>The step fails without effect, once.</summary>
    Fails,

    /// <summary>The step has its effect and is reported as failed, once.</summary>
    FailsAfterwards,
}

/// <summary>Counts what a process does to its stores, and makes one of these steps go wrong or does something else before it.</summary>
public sealed class LaneSteps
{
    private int _count;
    private volatile bool _isDead;

    /// <summary>At which step, from 1; zero for none.</summary>
    public int FaultAt { get; init; }

    public LaneFault Fault { get; init; }

    /// <summary>Done before the step <see cref="FaultAt"/>, in place of a fault.</summary>
    public Func<Task>? Instead { get; init; }

    public int Count => _count;

    public bool IsReached => FaultAt > 0 && _count >= FaultAt;

    public async Task<T> TakeAsync<T>(Func<Task<T>> step)
    {
        var isFault = Interlocked.Increment(ref _count) == FaultAt;
        if (_isDead || (isFault && Instead is null && Fault == LaneFault.Dies))
        {
            _isDead = true;
            throw new StepFailedException("The process is dead.");
        }

        if (isFault && Instead is not null)
            await Instead();
        else if (isFault && Fault == LaneFault.Fails)
            throw new StepFailedException("The step failed.");

        var result = await step();
        return isFault && Instead is null && Fault == LaneFault.FailsAfterwards
            ? throw new StepFailedException("The step has its effect, but nobody hears of it.")
            : result;
    }
}
