namespace Gatehouse.Api.Requests;

/// <summary>What a query parameter's value is.</summary>
internal enum QueryKind
{
    Text,
    Number,
    Flag,
    Time,
}
