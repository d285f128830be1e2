namespace Gatehouse.Simulators.Spintly;

/// <summary>Where an answer has meetingId, visitorId and the QR data.</summary>
public enum QrPlace
{
    /// <summary>Under <c>message</c>, in the usual envelope.</summary>
    Message,

    /// <summary>At the root, beside <c>type</c>.</summary>
    Root,
}
