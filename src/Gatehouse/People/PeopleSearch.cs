using System.Globalization;
using Gatehouse.Model;
using Gatehouse.Paging;
using Gatehouse.State;
using Gatehouse.Validation;

namespace Gatehouse.People;

/// <summary>Lists people from the directory. A text is searched as the beginning of a name, an e-mail address or a telephone number.</summary>
/// <param name="store">The directory.</param>
public sealed class PeopleSearch(PeopleStore store)
{
    private const int ReadsAtOnce = 16;
    private const int MostRows = 5000;

    /// <summary>Lists a part of a facility's people; it may be shorter than asked for, even empty, and still not be the last.</summary>
    public async Task<Page<Person>> ListAsync(string facility, PersonQuery query, CancellationToken cancellationToken)
    {
        var ranges = Ranges(query);
        var (range, continuation) = Read(query.Page.Position, ranges.Count);
        var people = new List<Person>();
        for (var rows = 0; people.Count < query.Page.Limit && rows < MostRows;)
        {
            var limit = Math.Min(query.Page.Limit - people.Count, StateLimits.PageRows);
            var page = await PageAsync(StateRange.WithPrefix(facility, ranges[range]), limit, continuation, cancellationToken);
            var found = await PeopleAsync(facility, page, cancellationToken);
            people.AddRange(found.Where(match => Fits(query, ranges, range, match.Row, match.Person)).Select(match => match.Person));
            rows += page.Rows.Count;
            continuation = page.Continuation;
            if (continuation is null && ++range == ranges.Count)
                return new Page<Person>(people, null);
        }

        return new Page<Person>(people, string.Create(CultureInfo.InvariantCulture, $"{range}:{continuation}"));
    }

    private static List<string> Ranges(PersonQuery query)
    {
        if (query.Email is { } email)
            return [$"{PersonKeys.Email}{PersonKeys.Fold(email)}:"];
        if (query.Phone is { } phone)
            return [$"{PersonKeys.Phone}{PersonKeys.Digits(phone)}:"];
        if (query.Text is not { } text)
            return [PeopleStore.Prefix];

        var folded = PersonKeys.Fold(text);
        var ranges = new List<string> { PersonKeys.Name + folded, PersonKeys.Email + folded };
        if (PersonKeys.Digits(text) is { Length: > 0 } digits)
            ranges.Add(PersonKeys.Phone + digits);
        return ranges;
    }

    // A person who is found in several places is listed at the first of them.
    private static bool Fits(PersonQuery query, List<string> ranges, int range, string row, Person person)
    {
        if ((query.Organization is { } organization && person.Organization?.Id != organization)
            || (query.Active is { } active && person.Active != active))
            return false;
        if (ranges[0] == PeopleStore.Prefix)
            return true;

        var keys = PersonKeys.Of(person);
        for (var earlier = 0; earlier < range; earlier++)
        {
            if (keys.Any(key => key.StartsWith(ranges[earlier], StringComparison.Ordinal)))
                return false;
        }

        return keys.Where(key => key.StartsWith(ranges[range], StringComparison.Ordinal)).Min(StringComparer.Ordinal) == row;
    }

    private static (int Range, string? Continuation) Read(string? position, int ranges)
    {
        if (position is null)
            return (0, null);

        var end = position.IndexOf(':', StringComparison.Ordinal);
        if (end < 1 || !int.TryParse(position.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var range) || range >= ranges)
            throw new InvalidInputException("cursor", "Is not a position in this list.");
        return (range, end + 1 < position.Length ? position[(end + 1)..] : null);
    }

    private async Task<StatePage> PageAsync(StateRange range, int limit, string? continuation, CancellationToken cancellationToken)
    {
        try
        {
            return await store.QueryAsync(range, limit, continuation, cancellationToken);
        }
        catch (ArgumentException) when (continuation is not null)
        {
            // The facility's list came from the vendor when the cursor was given.
            throw new InvalidInputException("cursor", "Is not a position in this list any more; begin anew.");
        }
    }

    private async Task<IReadOnlyList<(string Row, Person Person)>> PeopleAsync(string facility, StatePage page, CancellationToken cancellationToken)
    {
        var found = new (string Row, Person? Person)[page.Rows.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, limits, async (i, token) =>
        {
            var row = page.Rows[i];
            var entry = row.Key.Row.StartsWith(PeopleStore.Prefix, StringComparison.Ordinal)
                ? store.Read(row)
                : (await store.GetAsync(facility, PersonKeys.IdOf(row.Key.Row), token))?.Value;
            found[i] = (row.Key.Row, entry?.Person);
        });
        return [.. found.Where(match => match.Person is not null).Select(match => (match.Row, match.Person!))];
    }
}
