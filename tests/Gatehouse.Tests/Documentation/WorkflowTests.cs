using System.Text.RegularExpressions;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Documentation;

/// <summary>What runs with the rights of the repository is what was looked at.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows { get; } = [.. Directory.GetFiles(Repository.PathOf(".github", "workflows")).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_by_commit_and_say_their_version(string workflow)
    {
        var uses = Lines(workflow).Where(line => line.Contains("uses:", StringComparison.Ordinal) && !line.Contains("uses: ./", StringComparison.Ordinal)).ToList();

        uses.ShouldNotBeEmpty();
        uses.ShouldAllBe(line => Pinned().IsMatch(line));
    }

    [Fact]
    public void Only_a_release_on_main_is_deployed()
    {
        var text = string.Join('\n', Lines("deploy.yml"));

        text.ShouldContain("""tags: ["v[0-9]+.[0-9]+.[0-9]+"]""");
        text.ShouldContain("""git merge-base --is-ancestor "$GITHUB_SHA" refs/remotes/origin/main""");
        text.ShouldContain("build:\n    needs: release\n");
        text.ShouldContain("deploy:\n    needs: build\n");
    }

    private static string[] Lines(string workflow) => File.ReadAllLines(Repository.PathOf(".github", "workflows", workflow));

    [GeneratedRegex(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
