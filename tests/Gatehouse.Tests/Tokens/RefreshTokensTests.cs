using Gatehouse.Tokens;
using Gatehouse.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Tokens;

public sealed class RefreshTokensTests
{
    [Fact]
    public async Task A_source_that_fails_does_not_keep_the_others_from_it()
    {
        var sources = new[] { new Source(new VendorException(VendorErrorKind.Unavailable, "away")), new Source(null) };

        await new RefreshTokens(sources, NullLogger<RefreshTokens>.Instance).RunAsync(CancellationToken.None);

        sources.Select(source => source.Runs).ShouldBe([1, 1]);
    }

    private sealed class Source(Exception? failure) : ITokenSource
    {
        public int Runs { get; private set; }

        public string Name => "source";

        public Task<int> RefreshAsync(CancellationToken cancellationToken)
        {
            Runs++;
            return failure is null ? Task.FromResult(1) : Task.FromException<int>(failure);
        }
    }
}
