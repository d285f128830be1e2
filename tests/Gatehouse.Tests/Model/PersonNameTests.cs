using Gatehouse.Model;

namespace Gatehouse.Tests.Model;

public sealed class PersonNameTests
{
    [Theory]
    [InlineData(null, null, "Chris Park", "Chris", "Park", "Chris Park")]
    [InlineData(null, null, "Anna Maria van Dijk", "Anna Maria van", "Dijk", "Anna Maria van Dijk")]
    [InlineData(null, null, "Prince", null, "Prince", "Prince")]
    [InlineData("Chris", "Park", null, "Chris", "Park", "Chris Park")]
    [InlineData(null, "Park", null, null, "Park", "Park")]
    [InlineData("Chris", null, "Chris P.", "Chris", null, "Chris P.")]
    [InlineData(" ", "", "  ", null, null, null)]
    public void Parts_are_filled_in_from_each_other(string? first, string? last, string? full, string? gotFirst, string? gotLast, string? gotFull) =>
        PersonName.Complete(first, last, full).ShouldBe((gotFirst, gotLast, gotFull));
}
