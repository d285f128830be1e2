namespace Gatehouse.Work;

/// <summary>Finds what was left over by somebody who died and sets it going again. Registered sweeps run one after another in <see cref="SweepWork"/>.</summary>
public interface ISweep
{
    /// <summary>What it looks for, in logs.</summary>
    string Name { get; }

    /// <summary>Looks, and sets going what it finds. It may find what somebody is just doing: that must do no harm.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}
