using System.Text;
using System.Text.Json;
using Gatehouse.Facilities;
using Gatehouse.Operations;
using Gatehouse.Simulators.Control;
using Gatehouse.Validation;
using Gatehouse.Vendors;

namespace Gatehouse.Connectors.Tests.Compliance;

public abstract partial class ComplianceSuite<TVendor>
{
    [Fact]
    public async Task No_secret_is_in_a_log_line_an_exception_or_a_row()
    {
        await using var hub = await StartAsync();
        var faults = new[]
        {
            new Fault(FaultKind.DropAfter), new Fault(FaultKind.Html), new Fault(FaultKind.Malformed), new Fault(FaultKind.Status),
            new Fault(FaultKind.Status) { Status = 401 }, Quoting(400, FacilityOperations.Test), Quoting(500, FacilityOperations.Test),
        };
        var shown = new List<string>();

        await EachAsync(hub, async known =>
        {
            await (await PrepareAsync(hub, known))(CancellationToken.None);
            foreach (var fault in faults)
            {
                var call = await PrepareAsync(hub, known);
                if (known.Operation == FacilityOperations.Test)
                    await hub.SetSecretsAsync(hub.Vendor.Secrets);
                hub.Vendor.Host.Faults.Add((fault.Body is null ? fault : Quoting(fault.Status!.Value, known.Operation)) with { Next = 1 });
                await ShowAsync(call);
                hub.Vendor.Host.Faults.Clear();
                hub.Settle();
            }

            var refused = await PrepareAsync(hub, known);
            hub.Vendor.RevokeTokens();
            await hub.SetSecretsAsync(hub.Vendor.WrongSecrets);
            await ShowAsync(refused);
            await hub.SetSecretsAsync(hub.Vendor.Secrets);
        });

        hub.Log.ShouldNotBeEmpty();
        shown.ShouldNotBeEmpty();
        var rows = await hub.RowsAsync();
        rows.ShouldContain(row => row.Contains(ComplianceHub.FacilityId), "The search finds what is stored.");
        foreach (var (secret, form) in Forms(hub))
        {
            Leaks(hub.Log, form).ShouldBeEmpty($"The log shows {secret}.");
            Leaks(shown, form).ShouldBeEmpty($"An exception shows {secret}.");
            Leaks(rows, form).ShouldBeEmpty($"A row holds {secret}.");
        }

        async Task ShowAsync(Func<CancellationToken, Task> call)
        {
            try
            {
                await call(CancellationToken.None);
            }
            catch (Exception exception)
            {
                shown.Add(exception.ToString());
                for (var inner = exception; inner is not null; inner = inner.InnerException)
                    shown.Add($"{(inner as VendorException)?.Error} {string.Join(' ', (inner as InvalidInputException)?.Errors ?? [])}");
            }
        }

        // A vendor that quotes what it was just sent, in whatever member it has for its messages.
        Fault Quoting(int status, Operation operation)
        {
            // A test of the connection after a secret was set logs in.
            var words = string.Join(" and ", operation == FacilityOperations.Test ? hub.Vendor.Secrets.Values : hub.Vendor.Sent);
            var body = new[] { "Message", "message", "error", "detail", "title" }.ToDictionary(member => member, _ => words);
            return new Fault(FaultKind.Status) { Status = status, Body = JsonSerializer.Serialize(body) };
        }
    }

    private static IEnumerable<string> Secrets(ComplianceHub hub) =>
        hub.Vendor.Secrets.Values.Concat(hub.Vendor.WrongSecrets.Values).Concat(hub.Vendor.Tokens).Concat(hub.Vendor.Passwords).Distinct();

    private static IEnumerable<(string Secret, string Form)> Forms(ComplianceHub hub) => Secrets(hub).SelectMany(secret => new[]
    {
        secret,
        Uri.EscapeDataString(secret),
        System.Net.WebUtility.UrlEncode(secret),
        JsonSerializer.Serialize(secret)[1..^1],
        JsonEncodedText.Encode(secret, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
    }.Distinct().Select(form => (secret, form)));

    private static IEnumerable<string> Leaks(IEnumerable<string> texts, string form) =>
        texts.Where(text => text.Contains(form, StringComparison.OrdinalIgnoreCase)).Distinct().Take(3);
}
