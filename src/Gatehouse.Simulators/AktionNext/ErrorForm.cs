namespace Gatehouse.Simulators.AktionNext;

/// <summary>How the vendor writes an error; its documents show both.</summary>
public enum ErrorForm
{
    /// <summary><c>{"Message": "…", "Code": 1003}</c>, as seen at a failed login.</summary>
    Flat,

    /// <summary><c>{"Result": {"Message": "…", "Code": 1002, "ModelStateErr": […]}, "Request": {…}}</c>, the help's base response.</summary>
    Nested,
}
