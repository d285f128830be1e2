using System.Text;

namespace Gatehouse.Lanes;

/// <summary>Something to do in a lane. It holds no secrets and no documents: the state it refers to says what is wanted.</summary>
/// <param name="Kind">Which <see cref="IWorkHandler"/> does it: 1 to 40 lower-case ASCII letters, digits and hyphens.</param>
/// <param name="Reference">What it is done to, for instance a grant and a target's number; 1 to 200 characters.</param>
/// <param name="Priority">Whether it goes before others.</param>
/// <param name="Due">When; <see langword="null"/> for at once.</param>
/// <param name="Data">What else the handler needs, for instance the version of the state it serves; at most 4 KiB.</param>
/// <param name="Attempts">How many tries failed before; counted by the engine.</param>
public sealed record WorkItem(
    string Kind, string Reference, WorkPriority Priority = WorkPriority.Normal, DateTimeOffset? Due = null, string? Data = null, int Attempts = 0)
{
    private const int DataBytes = 4096;

    /// <summary>Checks what the parameters say.</summary>
    /// <exception cref="ArgumentException">One of them is out of its range: a defect in the caller.</exception>
    internal static void Check(WorkItem item)
    {
        if (item.Kind.Length is 0 or > 40 || !item.Kind.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"'{item.Kind}' is no kind of work: 1 to 40 lower-case letters, digits and hyphens.", nameof(item));

        if (item.Reference.Length is 0 or > 200)
            throw new ArgumentException($"A reference has 1 to 200 characters; this one has {item.Reference.Length}.", nameof(item));

        if (item.Data is not null && Encoding.UTF8.GetByteCount(item.Data) > DataBytes)
            throw new ArgumentException($"An item's data has at most {DataBytes} bytes.", nameof(item));
    }
}
