using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.Tests.Control;

public sealed class FaultyAnswerTests
{
    [Fact]
    public void A_slow_answer_is_the_right_one_with_the_headers_of_both()
    {
        var right = SimulatorResponse.Json(201, "{}") with { Headers = Headers(("Location", "/1"), ("Retry-After", "1")) };

        var answer = FaultyAnswer.Make(new Fault(FaultKind.Latency) { Headers = Headers(("retry-after", "9")) }, right)!;

        (answer.Status, answer.ContentType).ShouldBe((201, right.ContentType));
        answer.Body.ToArray().ShouldBe("{}"u8.ToArray());
        answer.Headers!.ShouldBe(Headers(("Location", "/1"), ("Retry-After", "9")), ignoreOrder: true);
    }

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase);
}
