using System.Net;
using Gatehouse.Outgoing;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Outgoing;

public sealed class AddressPolicyTests
{
    private static AddressPolicy Policy(params string[] allowed) =>
        new(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = allowed }));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.20.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Addresses_that_are_not_public_are_refused(string address) => Policy().Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    public void Public_addresses_are_allowed(string address) => Policy().Allows(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void A_deployment_opens_networks()
    {
        var policy = Policy("10.1.0.0/16", "fd00:1::/32");

        policy.Allows(IPAddress.Parse("10.1.200.1")).ShouldBeTrue();
        policy.Allows(IPAddress.Parse("10.2.0.1")).ShouldBeFalse();
        policy.Allows(IPAddress.Parse("::ffff:10.1.0.9")).ShouldBeTrue();
        policy.Allows(IPAddress.Parse("fd00:1::9")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("::ffff:168.63.129.16")]
    [InlineData("fd00:ec2::254")]
    public void The_addresses_of_the_cloud_platform_are_never_allowed(string address) =>
        Policy("169.254.0.0/16", "168.63.129.16/32", "fd00::/8").Allows(IPAddress.Parse(address)).ShouldBeFalse();

    [Fact]
    public void A_network_that_is_none_is_named() =>
        Should.Throw<FormatException>(() => Policy("10.1.0.0/99")).Message.ShouldContain("10.1.0.0/99");
}
