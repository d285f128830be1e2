namespace Gatehouse.Access;

/// <summary>Why a facility cannot give what is asked.</summary>
/// <param name="Code">A stable code: <c>window_too_fine</c>, <c>role_required</c>, …</param>
/// <param name="Pointer">Which member of <see cref="AccessSpec"/>, as a JSON pointer: <c>/accessPoints</c>.</param>
/// <param name="Message">What is wrong and what to do, a sentence.</param>
public sealed record AccessProblem(string Code, string Pointer, string Message);
