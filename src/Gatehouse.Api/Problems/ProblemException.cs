namespace Gatehouse.Api.Problems;

/// <summary>A request cannot be answered for a reason that lies in HTTP.</summary>
/// <param name="problem">What the caller is told.</param>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail)
{
    public ProblemException(int status, string code, string detail)
        : this(new Problem { Status = status, Code = code, Detail = detail })
    {
    }

    public Problem Problem { get; } = problem;
}
