using System.Xml.Linq;
using Gatehouse.Testing;

namespace Gatehouse.Tests.Architecture;

/// <summary>Holds the arrows of the README's map: which project may know which.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Gatehouse"] = [],
        ["Gatehouse.Connectors"] = ["Gatehouse"],
        ["Gatehouse.Api"] = ["Gatehouse"],
        ["Gatehouse.Azure"] = ["Gatehouse"],
        ["Gatehouse.Sqlite"] = ["Gatehouse"],
        ["Gatehouse.Simulators"] = [],
        ["Gatehouse.Functions"] = ["Gatehouse.Api", "Gatehouse.Azure", "Gatehouse.Connectors", "Gatehouse.Sqlite"],
        ["Gatehouse.Local"] = ["Gatehouse.Api", "Gatehouse.Azure", "Gatehouse.Connectors", "Gatehouse.Simulators", "Gatehouse.Sqlite"],
    };

    public static TheoryData<string> Projects { get; } =
        [.. Directory.GetDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)!).Order()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_it_may_know(string project)
    {
        var references = Items(project, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Where(reference => !reference.StartsWith("Gatehouse.Compat.", StringComparison.Ordinal));

        Allowed.ShouldContainKey(project);
        references.Except(Allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void The_core_knows_neither_the_web_nor_Azure()
    {
        Items("Gatehouse", "FrameworkReference").ShouldBeEmpty();
        Items("Gatehouse", "PackageReference").ShouldAllBe(package =>
            package.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || package == "Polly.Core" || package == "QRCoder" || package == "System.Threading.RateLimiting");
    }

    [Fact]
    public void Only_the_stores_of_a_feature_and_the_adapters_talk_to_the_vendors_of_storage()
    {
        Items("Gatehouse.Connectors", "PackageReference").ShouldBeEmpty();
        Items("Gatehouse.Simulators", "PackageReference").ShouldBeEmpty();
    }

    [Fact]
    public void The_solution_holds_every_project_but_those_that_stand_in_for_packages()
    {
        var solution = File.ReadAllText(Repository.PathOf("Functions.sln")).Replace('\\', '/');
        var projects = new[] { "src", "tests" }
            .Select(folder => Repository.PathOf(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

        projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Repository.PathOf("src", project, $"{project}.csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value);
}
