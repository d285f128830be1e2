namespace Gatehouse.Tokens;

/// <summary>Something that keeps vendors' tokens and renews them before they expire.</summary>
public interface ITokenSource
{
    /// <summary>Its name, for logs.</summary>
    string Name { get; }

    /// <summary>Renews the tokens that are near their end, and returns how many.</summary>
    Task<int> RefreshAsync(CancellationToken cancellationToken);
}
