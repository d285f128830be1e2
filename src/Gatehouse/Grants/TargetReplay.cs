using Gatehouse.DeadLetters;

namespace Gatehouse.Grants;

/// <summary>Replays targets that failed for good: each is tried again, as a retry through its grant does.</summary>
/// <param name="changes">Retries.</param>
public sealed class TargetReplay(GrantChanges changes) : IDeadLetterReplay
{
    /// <inheritdoc />
    public string Kind => TargetItem.Kind;

    /// <inheritdoc />
    public Task ReplayAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var item = TargetItem.Parse(letter.Message);
        return changes.RetryAsync(item.Grant, item.Number, _ => true, cancellationToken);
    }

    /// <summary>Keeps a target that failed for good, as one letter with the latest failure, however often it is called.</summary>
    internal static Task KeepAsync(
        DeadLetterStore letters, TargetItem item, TargetRow target, TargetFailure failure, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter
        {
            Queue = TargetItem.Kind,
            Message = item.Reference,
            Facility = target.Facility,
            Reference = item.Grant,
            Reason = failure.VendorMessage is { } words ? $"{failure.Message} {words}" : failure.Message,
            Attempts = target.Attempts,
            Round = target.Wish.Version,
            At = failure.At,
        };
        return letters.AddAsync(letter, item.Reference, cancellationToken);
    }
}
