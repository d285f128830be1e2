namespace Gatehouse.Simulators.Control;

/// <summary>The faults to come. A call gets the first fault, in the order of adding, that matches it and fires. Thread-safe.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly List<PlannedFault> _planned = [];
    private volatile bool _any;
    private long _lastId;

    internal FaultPlan(Random random) => _random = random;

    /// <summary>The faults that can still hit a call.</summary>
    public IReadOnlyList<PlannedFault> Active
    {
        get
        {
            lock (_lock)
                return [.. _planned];
        }
    }

    /// <summary>Adds a fault to the end of the plan.</summary>
    /// <returns>The fault's number.</returns>
    /// <exception cref="ArgumentException">The fault contradicts itself or has a value out of range.</exception>
    public long Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (fault.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(fault));

        lock (_lock)
        {
            _planned.Add(new PlannedFault(++_lastId, fault, fault.Next, Applied: 0));
            _any = true;
            return _lastId;
        }
    }

    /// <summary>Forgets all faults. A call that one has already hit is not spared.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _any = false;
        }
    }

    /// <summary>Takes the fault for one call and counts it, or null.</summary>
    internal Fault? Take(string method, string path)
    {
        if (!_any)
            return null;

        lock (_lock)
        {
            for (var index = 0; index < _planned.Count; index++)
            {
                var planned = _planned[index];
                if (planned.Fault.Matches(method, path) && Fires(planned.Fault))
                {
                    Count(index, planned);
                    return planned.Fault;
                }
            }
        }

        return null;
    }

    private bool Fires(Fault fault) => fault.Percent is not { } percent || _random.NextDouble() * 100 < percent;

    private void Count(int index, PlannedFault planned)
    {
        if (planned.Remaining == 1)
        {
            _planned.RemoveAt(index);
            _any = _planned.Count > 0;
            return;
        }

        _planned[index] = planned with { Remaining = planned.Remaining - 1, Applied = planned.Applied + 1 };
    }
}
