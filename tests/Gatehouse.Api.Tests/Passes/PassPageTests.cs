using System.Text.RegularExpressions;
using Gatehouse.Simulators.Spintly;
using Gatehouse.Testing.Programs;

namespace Gatehouse.Api.Tests.Passes;

/// <summary>The page as a phone shows it.</summary>
public sealed partial class PassPageTests : IAsyncLifetime
{
    private PassHub _hub = null!;

    public async Task InitializeAsync() => _hub = await PassHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_code_on_the_screen_opens_the_door(bool scripts)
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");

        var screen = await Browser.LookAsync(link, scripts);

        _hub.Organisation.Read(await QrReader.ReadAsync(screen), _hub.Door).ShouldBe(ReaderAnswer.Opened);
    }

    [Fact]
    public async Task Without_scripts_the_browser_reloads_the_page()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");
        await Browser.ReadAsync(link, TimeSpan.FromSeconds(50), scripts: false);
        _hub.Hub.Log.All.ShouldNotContain(line => line.Contains("GET /pass/assets/pass.js", StringComparison.Ordinal));
        Pages().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task The_page_renews_its_code_by_itself()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");
        var shortly = await Browser.ReadAsync(link, TimeSpan.FromSeconds(20));
        Pages().ShouldBe(1);
        var later = await Browser.ReadAsync(link, TimeSpan.FromSeconds(100));

        // Opened, and looked at again after 45 and 90 seconds.
        Pages().ShouldBe(4);
        later.ShouldContain(">Valid now<");
        Image().Match(later).Value.ShouldNotBe(Image().Match(shortly).Value);
        later.ShouldContain("id=\"lost\" role=\"alert\" hidden");
    }

    [Fact]
    public async Task Without_a_vendor_the_page_says_that_it_waits()
    {
        var link = await _hub.IssueAsync($"grants/{await _hub.CreateGrantAsync()}");
        _hub.Hub.Clock.Advance(TimeSpan.FromSeconds(55));
        _hub.Spintly.Host.Faults.Add(new Simulators.Control.Fault(Simulators.Control.FaultKind.Status) { Status = 400 });

        var page = await Browser.ReadAsync(link, TimeSpan.FromSeconds(8));

        page.ShouldContain("id=\"lost\" role=\"alert\">");
    }

    private int Pages() => _hub.Hub.Log.All.Count(line => line.Contains("GET /pass/{token} answered 200", StringComparison.Ordinal));

    [GeneratedRegex("qr\\.svg\\?v=[0-9a-f]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Image();
}
