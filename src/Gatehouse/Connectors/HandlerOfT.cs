using Gatehouse.Operations;
using Gatehouse.Validation;

namespace Gatehouse.Connectors;

/// <summary>A handler with the types of its operation.</summary>
/// <typeparam name="TRequest">What the handler gets.</typeparam>
/// <typeparam name="TResult">What it answers.</typeparam>
/// <param name="operation">The operation.</param>
/// <param name="invoke">Calls the vendor once; throws <see cref="Vendors.VendorException"/>.</param>
public sealed class Handler<TRequest, TResult>(
    Operation<TRequest, TResult> operation,
    Func<FacilityContext, TRequest, CancellationToken, Task<TResult>> invoke) : Handler(operation)
{
    /// <summary>Calls the vendor once.</summary>
    /// <exception cref="Vendors.VendorException">The vendor did not do it.</exception>
    public Task<TResult> InvokeAsync(FacilityContext context, TRequest request, CancellationToken cancellationToken) =>
        invoke(context, request, cancellationToken);

    /// <summary>Names what this vendor cannot take, before it is called.</summary>
    public Func<FacilityContext, TRequest, IEnumerable<FieldError>> Check { get; init; } = (_, _) => [];

    /// <summary>
    /// For creates: looks for what a call with unknown outcome may have made; <see langword="null"/> when there is none.
    /// Without it, and without <see cref="Undo"/>, such a create stays unknown. The text is what <see cref="Baseline"/> gave.
    /// </summary>
    public Func<FacilityContext, TRequest, string?, CancellationToken, Task<TResult?>>? Search { get; init; }

    /// <summary>
    /// For creates whose marker the vendor cannot hold: notes, before the call, what is there already, for <see cref="Search"/> to leave out.
    /// </summary>
    public Func<FacilityContext, TRequest, CancellationToken, Task<string>>? Baseline { get; init; }

    /// <summary>
    /// For creates at vendors that cannot be searched: takes back what a call with unknown outcome may have made, so that it can be made
    /// anew. Done at once and again after the settle time, before the repetition; nothing to take back is no failure. Tells whether the
    /// vendor confirmed that nothing is there.
    /// </summary>
    public Func<FacilityContext, TRequest, CancellationToken, Task<bool>>? Undo { get; init; }
}
