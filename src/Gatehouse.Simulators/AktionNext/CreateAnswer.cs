namespace Gatehouse.Simulators.AktionNext;

/// <summary>What visit/create and visit/schedule answer, which the vendor does not document.</summary>
public enum CreateAnswer
{
    /// <summary>The base response, which says nothing of the visit.</summary>
    Base,

    /// <summary>The visit, as visit/end answers it.</summary>
    Visit,
}
