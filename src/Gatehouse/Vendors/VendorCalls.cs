using Gatehouse.Connectors;
using Gatehouse.Creates;
using Gatehouse.Errors;
using Gatehouse.Operations;
using Gatehouse.Resilience;
using Gatehouse.Validation;

namespace Gatehouse.Vendors;

/// <summary>Calls operations at facilities: the one way from a use case to a connector.</summary>
public sealed class VendorCalls
{
    private readonly ConnectorRegistry _connectors;
    private readonly FacilityPipelines _pipelines;
    private readonly CreateRunner _creates;

    internal VendorCalls(ConnectorRegistry connectors, FacilityPipelines pipelines, CreateRunner creates)
    {
        _connectors = connectors;
        _pipelines = pipelines;
        _creates = creates;
    }

    /// <summary>
    /// The handler of an operation, ready to be called.
    /// </summary>
    /// <exception cref="HubException"><c>capability_absent</c> or <c>capability_unavailable</c>, with the reason.</exception>
    public Handler<TRequest, TResult> Require<TRequest, TResult>(FacilityContext context, Operation<TRequest, TResult> operation)
    {
        var connector = _connectors.Get(context.Facility.System);
        var handler = connector.Find(operation) ?? throw new HubException(
            HubErrorKind.Unprocessable, "capability_absent",
            $"{connector.DisplayName} has no {operation.Name}. GET /api/v1/facilities/{context.Facility.Id}/capabilities lists what this facility can do.");
        return handler.Unavailable(context) is not { } reason
            ? handler
            : throw new HubException(HubErrorKind.Unprocessable, "capability_unavailable", $"{operation.Name} is not available at this facility: {reason}");
    }

    /// <summary>Whether a facility can do an operation now.</summary>
    public bool Can(FacilityContext context, Operation operation) =>
        _connectors.Get(context.Facility.System).Find(operation) is { } handler && handler.Unavailable(context) is null;

    /// <summary>Whether a facility's vendor itself can be asked for a list now.</summary>
    public bool CanPoll(FacilityContext context, Operation operation) =>
        Can(context, operation) && _connectors.Get(context.Facility.System).Find(operation) is { FromRecord: false };

    /// <summary>Calls a <see cref="Effect.Read"/> or <see cref="Effect.Idempotent"/> operation; repeats it after passing failures.</summary>
    /// <exception cref="VendorException">The vendor did not do it.</exception>
    /// <exception cref="HubException">The facility cannot do it.</exception>
    /// <exception cref="InvalidInputException">The connector cannot take the request; the vendor was not called.</exception>
    public Task<TResult> CallAsync<TRequest, TResult>(
        FacilityContext context,
        Operation<TRequest, TResult> operation,
        TRequest request,
        CancellationToken cancellationToken,
        CallUrgency urgency = CallUrgency.Interactive)
    {
        if (operation.Effect == Effect.Create)
            throw new ArgumentException($"{operation.Name} is a create: it needs an operation record.", nameof(operation));

        var handler = Checked(context, operation, request);
        return SendAsync(context, operation, urgency, token => handler.InvokeAsync(context, request, token), cancellationToken);
    }

    /// <summary>Calls a <see cref="Effect.Create"/> operation under an operation record, so that it is never done twice.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="operationId">The same for every try of the same create; also the marker.</param>
    /// <param name="request">What to create; carries the marker.</param>
    /// <param name="idOf">The vendor's id of what was made.</param>
    /// <param name="load">Reads what an earlier try made.</param>
    /// <param name="cancellationToken">Cancels before the vendor is called; from then on the call runs to its end.</param>
    /// <param name="urgency">Who waits.</param>
    /// <inheritdoc cref="CallAsync"/>
    public Task<TResult> CreateAsync<TRequest, TResult>(
        FacilityContext context,
        Operation<TRequest, TResult> operation,
        string operationId,
        TRequest request,
        Func<TResult, string> idOf,
        Func<string, Task<TResult>> load,
        CancellationToken cancellationToken,
        CallUrgency urgency = CallUrgency.Interactive)
        where TResult : class
    {
        var handler = Checked(context, operation, request);
        var options = context.Facility.Resilience;
        var budget = urgency == CallUrgency.Interactive ? options.TotalTimeoutSeconds : options.BackgroundTimeoutSeconds;
        cancellationToken.ThrowIfCancellationRequested();
        return _creates.RunAsync(
            new CreateRun<TResult>
            {
                Id = operationId,
                Operation = operation.Name,
                Facility = context.Facility.Id,
                Lease = TimeSpan.FromSeconds((2 * budget) + 10),
                Call = () => MakeAsync(() => SendAsync(context, operation, urgency, token => handler.InvokeAsync(context, request, token), CancellationToken.None)),
                Search = Recovery(handler, context, request) is not { } recover
                    ? null
                    : baseline => SendAsync(context, Searching(operation), urgency, token => recover(baseline, token), CancellationToken.None),
                Baseline = handler.Baseline is not { } baseline
                    ? null
                    : () => SendAsync(context, Searching(operation), urgency, token => baseline(context, request, token), cancellationToken),
                IdOf = idOf,
                Load = load,
            },
            CancellationToken.None);
    }

    /// <summary>
    /// Calls a <see cref="Effect.Create"/> operation once, for a caller that keeps its own record of it: written before this call, with the marker in it.
    /// The call runs to its end.
    /// </summary>
    /// <inheritdoc cref="CallAsync"/>
    public Task<TResult> CallOnceAsync<TRequest, TResult>(
        FacilityContext context, Operation<TRequest, TResult> operation, TRequest request, CallUrgency urgency)
    {
        var handler = Checked(context, operation, request);
        return SendAsync(context, operation, urgency, token => handler.InvokeAsync(context, request, token), CancellationToken.None);
    }

    /// <summary>
    /// Notes what is there before a create, for <see cref="SearchAsync"/> to leave out; <see langword="null"/> where the marker alone finds it.
    /// </summary>
    /// <exception cref="VendorException">The vendor could not be asked.</exception>
    public async Task<string?> BaselineAsync<TRequest, TResult>(
        FacilityContext context, Operation<TRequest, TResult> operation, TRequest request, CallUrgency urgency, CancellationToken cancellationToken) =>
        Require(context, operation).Baseline is { } baseline
            ? await SendAsync(context, Searching(operation), urgency, token => baseline(context, request, token), cancellationToken)
            : null;

    /// <summary>Looks for what a create with unknown outcome made; <see langword="null"/> when there is nothing.</summary>
    /// <param name="context">The facility.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="request">What was to be created; carries the marker.</param>
    /// <param name="baseline">What <see cref="BaselineAsync"/> noted before.</param>
    /// <param name="urgency">Who waits.</param>
    /// <exception cref="VendorException">The vendor could not be asked.</exception>
    public Task<TResult?> SearchAsync<TRequest, TResult>(
        FacilityContext context, Operation<TRequest, TResult> operation, TRequest request, string? baseline, CallUrgency urgency)
        where TResult : class
    {
        var search = Require(context, operation).Search ?? throw new ArgumentException($"{operation.Name} cannot be searched for.", nameof(operation));
        return SendAsync(context, Searching(operation), urgency, token => search(context, request, baseline, token), CancellationToken.None);
    }

    /// <summary>Removes what a create with unknown outcome may have made. Returns whether the vendor confirmed it.</summary>
    /// <exception cref="VendorException">The vendor could not be asked.</exception>
    public Task<bool> UndoAsync<TRequest, TResult>(
        FacilityContext context, Operation<TRequest, TResult> operation, TRequest request, CallUrgency urgency)
    {
        var undo = Require(context, operation).Undo ?? throw new ArgumentException($"{operation.Name} cannot be undone.", nameof(operation));
        return SendAsync(
            context, operation with { Effect = Effect.Idempotent }, urgency, token => undo(context, request, token), CancellationToken.None);
    }

    /// <summary>Whether a create with this id is written down: it succeeded, is under way, or its outcome is unknown.</summary>
    public Task<bool> IsRecordedAsync(string operationId, CancellationToken cancellationToken) =>
        _creates.IsRecordedAsync(operationId, cancellationToken);

    /// <summary>The vendor's id of what a create made; <see langword="null"/> when it is not known to have made anything.</summary>
    public Task<string?> FindResultAsync(string operationId, CancellationToken cancellationToken) =>
        _creates.FindResultAsync(operationId, cancellationToken);

    /// <summary>Gives up a create whose outcome stayed unknown. Returns <see langword="false"/> while it may still become known.</summary>
    public Task<bool> GiveUpAsync(string operationId, CancellationToken cancellationToken) => _creates.GiveUpAsync(operationId, cancellationToken);

    /// <summary>Drops what is kept in memory for the calls of a facility that is gone.</summary>
    public void Forget(string facility) => _pipelines.Forget(facility);

    // What was taken back is not there to be found, and is made anew after the settle time like what was never made. Without the vendor's
    // word for it the outcome stays unknown, and nothing is made anew.
    private static Func<string?, CancellationToken, Task<TResult?>>? Recovery<TRequest, TResult>(
        Handler<TRequest, TResult> handler, FacilityContext context, TRequest request)
        where TResult : class
    {
        if (handler.Search is { } search)
            return (baseline, token) => search(context, request, baseline, token);
        if (handler.Undo is not { } undo)
            return null;

        return async (_, token) =>
        {
            return await undo(context, request, token) ? null : throw new VendorException(new VendorError(
                VendorErrorKind.Unavailable, "The vendor did not confirm that it has nothing of the create.", "undo_unconfirmed"));
        };
    }

    // What a create does not find is something that it names: the request is wrong, and what it asks for is not missing.
    private static async Task<TResult> MakeAsync<TResult>(Func<Task<TResult>> create)
    {
        try
        {
            return await create();
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.NotFound)
        {
            throw new VendorException(exception.Error with { Kind = VendorErrorKind.Invalid }, exception);
        }
    }

    private static Operation<TRequest, TResult> Searching<TRequest, TResult>(Operation<TRequest, TResult> operation) =>
        operation with { Effect = Effect.Read };

    private Handler<TRequest, TResult> Checked<TRequest, TResult>(
        FacilityContext context, Operation<TRequest, TResult> operation, TRequest request)
    {
        var handler = Require(context, operation);
        InvalidInputException.ThrowIfAny([.. handler.Check(context, request)]);
        return handler;
    }

    private async Task<T> SendAsync<T>(
        FacilityContext context, Operation operation, CallUrgency urgency, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var pipeline = _pipelines.For(context.Facility);
        var rotations = context.Rotations;
        try
        {
            return await pipeline.CallAsync(operation, urgency, attempt, cancellationToken);
        }
        catch (VendorException exception) when (exception.Error.Kind == VendorErrorKind.Unauthenticated)
        {
            // A secret that was rotated lately may be cached in its old form.
            if (!await context.RefreshSecretsAsync(rotations, cancellationToken))
                throw;
            return await pipeline.CallAsync(operation, urgency, attempt, cancellationToken);
        }
    }
}
