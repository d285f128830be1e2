using Gatehouse.Model;
using Gatehouse.Vendors;
using Gatehouse.Visits;

namespace Gatehouse.Connectors.Filtering;

/// <summary>Creates a group's visits one by one, at vendors that have no call for a group.</summary>
internal static class EachOfGroup
{
    /// <summary>Creates the visits that are not there yet; one that the vendor refuses does not stop the others.</summary>
    /// <param name="request">The group.</param>
    /// <param name="found">What an earlier try made, in the order of the request.</param>
    /// <param name="create">Creates one.</param>
    /// <exception cref="VendorException">All were refused, or a failure left some made and others not: then the effect is unknown.</exception>
    public static async Task<IReadOnlyList<VisitGroupMember>> CreateAsync(
        VisitGroupCreate request, Visit?[] found, Func<VisitCreate, Task<Visit>> create)
    {
        var refused = new VendorException?[found.Length];
        for (var index = 0; index < found.Length; index++)
        {
            try
            {
                found[index] ??= await create(new VisitCreate(request.Visits[index], VisitGroupCreate.MarkerOf(request.Marker, index)));
            }
            catch (VendorException exception) when (exception.Error.Kind is VendorErrorKind.Invalid or VendorErrorKind.Conflict or VendorErrorKind.NotFound)
            {
                refused[index] = exception;
            }
            catch (VendorException exception) when (!exception.Error.EffectUnknown && Array.Exists(found, visit => visit is not null))
            {
                throw new VendorException(exception.Error with { EffectUnknown = true }, exception);
            }
        }

        if (Array.TrueForAll(refused, exception => exception is not null))
            throw refused[0]!;
        return [.. found.Select((visit, index) => new VisitGroupMember(visit, refused[index]?.Error))];
    }
}
