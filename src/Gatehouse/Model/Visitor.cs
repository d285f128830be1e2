namespace Gatehouse.Model;

/// <summary>Who comes. A name alone is split: its last word is the last name.</summary>
public sealed record Visitor
{
    /// <summary>Given names.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>The whole name; made of the two others where it is not given.</summary>
    public string? Name { get; init; }

    /// <summary>The visitor's company.</summary>
    public string? Company { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Mobile number.</summary>
    public string? Mobile { get; init; }

    /// <summary>The same visitor with all three names filled in from those that are given.</summary>
    public Visitor WithNames()
    {
        var names = PersonName.Complete(FirstName, LastName, Name);
        return this with { FirstName = names.First, LastName = names.Last, Name = names.Full };
    }
}
