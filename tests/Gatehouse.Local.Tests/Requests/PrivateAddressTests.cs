using System.Net;
using Gatehouse.Local.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Local.Tests.Requests;

/// <summary>A host without demo opens no private network.</summary>
public sealed class PrivateAddressTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-local-").FullName;
    private LocalHost _host = null!;
    private Caller _admin = null!;

    public async Task InitializeAsync()
    {
        var options = new LocalOptions { DataFolder = _folder, Urls = "http://127.0.0.1:0", Demo = false };
        _host = await LocalHost.StartAsync(options, CancellationToken.None);
        _admin = new Caller(_host.Address, _host.AdminKey);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://localhost/")]
    [InlineData("https://10.1.2.3/api/")]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    public async Task A_private_base_address_is_refused(string baseUrl)
    {
        var problem = (await PutAsync(baseUrl)).IsProblem(HttpStatusCode.UnprocessableEntity, "invalid");

        problem.Pointers().ShouldBe(["/settings/baseUrl"]);
        problem.GetRawText().ShouldContain("AllowedPrivateNetworks");
        (await _admin.GetAsync("facilities/private")).IsProblem(HttpStatusCode.NotFound, "facility_not_found");
    }

    [Fact]
    public async Task It_starts_empty()
    {
        _host.Demo.ShouldBeNull();
        (await _admin.GetAsync("facilities")).Is(HttpStatusCode.OK).Items().ShouldBeEmpty();
        (await _admin.GetAsync("health/ready")).Is(HttpStatusCode.OK);
        _host.Services.GetRequiredService<TimeProvider>().ShouldBe(TimeProvider.System);
    }

    private Task<Answer> PutAsync(string baseUrl) =>
        _admin.PutAsync("facilities/private", new { name = "Private", system = "cavvisit", timeZone = "UTC", settings = new { customerId = 1, baseUrl } });
}
