using Microsoft.AspNetCore.Http;

namespace Gatehouse.Simulators.Control;

/// <summary>Serves one call of the vendor's API: reads it, takes its fault, runs it, logs it, answers it, in this order.</summary>
internal sealed class SimulatorPipeline(
    IVendorSimulation vendor,
    FaultPlan faults,
    RequestLog log,
    SimulatorOptions options,
    Action<string> beforeCall,
    CancellationToken stopping)
{
    public async Task ServeAsync(HttpContext context, Func<SimulatedRequest, SimulatorResponse> handle)
    {
        var request = await SimulatedRequest.ReadAsync(context.Request, context.RequestAborted);
        var call = vendor.CallOf(request);
        beforeCall(call);
        if (faults.Take(request.Method, call) is { } fault)
        {
            await ServeFaultyAsync(context, request, handle, fault);
            return;
        }

        var response = Run(request, handle);
        log.Add(request, vendor.SecretParameters, response.Status, fault: null);
        await response.WriteAsync(context);
    }

    private async Task ServeFaultyAsync(
        HttpContext context, SimulatedRequest request, Func<SimulatedRequest, SimulatorResponse> handle, Fault fault)
    {
        // Not ended by the caller: a slow vendor finishes what nobody waits for any more.
        if (fault is { Kind: not FaultKind.Hang, Milliseconds: { } milliseconds })
            await WaitAsync(TimeSpan.FromMilliseconds(milliseconds), stopping);

        var answer = FaultyAnswer.Make(fault, fault.TakesEffect ? Run(request, handle) : null);
        log.Add(request, vendor.SecretParameters, answer?.Status, fault.Kind);
        if (fault.Kind == FaultKind.Hang)
            await HangAsync(context, fault);

        if (answer is null)
            context.Abort();
        else
            await answer.WriteAsync(context);
    }

    private async Task HangAsync(HttpContext context, Fault fault)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await WaitAsync(fault.Milliseconds is { } limit ? TimeSpan.FromMilliseconds(limit) : options.HangLimit, givenUp.Token);
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) =>
        await Task.Delay(time, options.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static SimulatorResponse Run(SimulatedRequest request, Func<SimulatedRequest, SimulatorResponse> handle)
    {
        try
        {
            return handle(request);
        }
        catch (RefusedException refusal)
        {
            return refusal.Response;
        }
    }
}
