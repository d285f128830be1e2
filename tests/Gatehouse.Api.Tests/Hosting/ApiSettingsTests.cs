using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Api.Tests.Hosting;

public sealed class ApiSettingsTests
{
    [Fact]
    public void Trusted_proxies_are_read_from_the_settings_and_nobody_is_trusted_without_them()
    {
        Read(("TrustedProxies:0", "10.0.0.0/24"), ("TrustedProxies:1", ""), ("TrustedProxies:2", "2001:db8::/64")).TrustedProxies.ShouldBe(["10.0.0.0/24", "2001:db8::/64"]);
        Read().TrustedProxies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TrustedProxies:0", "10.0.0.1/40")]
    [InlineData("TrustedProxies:0", "everybody")]
    [InlineData("PublicBaseUrl", "ftp://access.example.com/")]
    public void What_is_not_in_its_form_is_told_at_the_start(string setting, string value) =>
        Should.Throw<FormatException>(() => Read((setting, value))).Message.ShouldContain(value);

    private static ApiOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        using var services = new ServiceCollection().AddOptions().AddApiSettings(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<ApiOptions>>().Value;
    }
}
