namespace Gatehouse.Simulators.Spintly;

/// <summary>What a door's reader makes of QR data.</summary>
public enum ReaderAnswer
{
    /// <summary>The door opens.</summary>
    Opened,

    /// <summary>No meeting has such data; a deleted one neither.</summary>
    Unknown,

    /// <summary>The meeting has newer data.</summary>
    Replaced,

    /// <summary>The data is older than 60 seconds.</summary>
    Expired,

    /// <summary>The meeting has not begun or is over.</summary>
    OutsideWindow,

    /// <summary>The meeting does not open this door.</summary>
    NotPermitted,
}
