namespace Gatehouse.Connectors.Tests.Compliance;

/// <summary>Collects what is wrong with each of many operations, so that one run tells all of it.</summary>
internal sealed class Findings
{
    // The end of an assertion's message says what was found; its beginning quotes the test.
    private const int MessageCharacters = 600;

    private readonly List<string> _found = [];

    /// <summary>Runs a check; what it throws is noted.</summary>
    public async Task TryAsync(string what, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception exception)
        {
            var message = string.Join(' ', exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            _found.Add($"{what}: {exception.GetType().Name}: {(message.Length > MessageCharacters ? message[^MessageCharacters..] : message)}");
        }
    }

    public void ShouldBeNone()
    {
        if (_found.Count > 0)
            throw new ShouldAssertException(string.Join('\n', _found));
    }
}
