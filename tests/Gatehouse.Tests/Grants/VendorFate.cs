namespace Gatehouse.Tests.Grants;

/// <summary>What becomes of a call to the vendor of the tests.</summary>
internal enum VendorFate
{
    /// <summary>It has its effect and is answered.</summary>
    Answered,

    /// <summary>It fails without effect, and says so.</summary>
    Down,

    /// <summary>It is refused for good.</summary>
    Refused,

    /// <summary>It has its effect, but the answer is lost.</summary>
    LostAfter,

    /// <summary>It has no effect, and no answer either.</summary>
    LostBefore,

    /// <summary>The answer is lost, and the effect comes half a minute later.</summary>
    Late,
}
