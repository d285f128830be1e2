using FsCheck;
using FsCheck.Fluent;
using Gatehouse.Secrets;

namespace Gatehouse.Tests.Secrets;

public sealed class SecretNameTests
{
    private static readonly Arbitrary<string> Parts = Gen.Elements("a", "b1", "key", "facility", "0")
        .NonEmptyListOf()
        .Select(words => string.Join('-', words.Take(4)))
        .ToArbitrary();

    [Fact]
    public void Secrets_have_one_name_each_in_a_flat_vault()
    {
        SecretName.OfFacility("harbour-house", "api-key").VaultName.ShouldBe("facility--harbour-house--api-key");
        SecretName.OfHub("hub-admin-key").VaultName.ShouldBe("hub-admin-key");
        SecretName.OfHub("hub-admin-key").ToString().ShouldBe("hub-admin-key");
    }

    [Fact]
    public void Two_secrets_never_meet_in_one_name() => Prop.ForAll(
        Pairs(),
        Pairs(),
        (a, b) => (a.VaultName == b.VaultName) == (a == b)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a_b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("a/b")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901")]
    public void Other_characters_and_longer_parts_are_refused(string part)
    {
        Should.Throw<ArgumentException>(() => SecretName.OfHub(part));
        Should.Throw<ArgumentException>(() => SecretName.OfFacility("facility", part));
        Should.Throw<ArgumentException>(() => SecretName.OfFacility(part, "name"));
    }

    [Fact]
    public void The_longest_name_fits_a_vault()
    {
        SecretName.OfFacility(new string('a', 40), new string('b', 60)).VaultName.Length.ShouldBeLessThanOrEqualTo(127);

        Should.Throw<ArgumentException>(() => SecretName.OfFacility(new string('a', 41), "b"));
    }

    private static Arbitrary<SecretName> Pairs() => Gen.OneOf(
        Parts.Generator.Select(SecretName.OfHub),
        Parts.Generator.SelectMany(facility => Parts.Generator.Select(name => SecretName.OfFacility(facility, name)))).ToArbitrary();
}
