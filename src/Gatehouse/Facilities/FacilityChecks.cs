using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Connectors;
using Gatehouse.Outgoing;
using Gatehouse.Resilience;
using Gatehouse.Time;
using Gatehouse.Validation;
using Gatehouse.Webhooks;

namespace Gatehouse.Facilities;

/// <summary>Names what is wrong with a facility's configuration.</summary>
internal static partial class FacilityChecks
{
    public static void Id(string id, List<FieldError> errors)
    {
        if (!IsId(id))
            errors.Add(new FieldError("facility", "A facility's id has lower-case letters, digits and single hyphens between them, at most 40 characters."));
    }

    public static bool IsId(string id) => IdForm().IsMatch(id);

    public static void Draft(FacilityDraft draft, Connector? connector, AddressPolicy addresses, List<FieldError> errors)
    {
        if (string.IsNullOrWhiteSpace(draft.Name))
            errors.Add(new FieldError("/name", "Is required."));
        if (draft.TimeZone is null)
            errors.Add(new FieldError("/timeZone", "Is required: an IANA time zone such as Europe/Stockholm."));
        else if (!FacilityZone.TryFind(draft.TimeZone, out _))
            errors.Add(new FieldError("/timeZone", $"'{draft.TimeZone}' is no IANA time zone such as Europe/Stockholm."));
        Resilience(draft.Resilience, errors);
        if (draft.Webhooks is { } webhooks)
            WebhookChecks.Settings(webhooks, connector?.Webhooks?.Settings, errors);
        if (connector is not null)
            Settings(draft, connector, addresses, errors);
    }

    private static void Settings(FacilityDraft draft, Connector connector, AddressPolicy addresses, List<FieldError> errors)
    {
        try
        {
            var values = new SettingValues(connector.Settings, draft.Settings);
            foreach (var url in connector.Settings.Where(setting => setting.Type == SettingType.Url && draft.Settings.ContainsKey(setting.Name)))
            {
                if (addresses.Refuses(values.Url(url.Name)))
                    errors.Add(new FieldError($"/settings/{url.Name}", "Points to a private, loopback or link-local address. A deployment opens such networks with AllowedPrivateNetworks."));
            }

            connector.Bind(values);
        }
        catch (InvalidInputException exception)
        {
            errors.AddRange(exception.Errors);
        }
    }

    private static void Resilience(ResilienceOptions options, List<FieldError> errors)
    {
        Range("totalTimeoutSeconds", options.TotalTimeoutSeconds, 1, 120);
        Range("backgroundTimeoutSeconds", options.BackgroundTimeoutSeconds, 1, 300);
        Range("attemptTimeoutSeconds", options.AttemptTimeoutSeconds, 0.1, 120);
        Range("retries", options.Retries, 0, 10);
        Range("retryDelaySeconds", options.RetryDelaySeconds, 0.01, 30);
        Range("concurrentCalls", options.ConcurrentCalls, 1, 256);
        Range("callsPerSecond", options.CallsPerSecond ?? 1, 1, 10_000);
        Range("breakSeconds", options.BreakSeconds, 0.5, 600);

        void Range(string name, double value, double least, double most)
        {
            if (value < least || value > most)
                errors.Add(new FieldError($"/resilience/{name}", FormattableString.Invariant($"Must be from {least} to {most}.")));
        }
    }

    /// <summary>Whether a setting that secrets are sent to differs between two configurations.</summary>
    public static bool AddressChanged(Connector connector, IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> after) =>
        connector.Settings.Any(setting => setting.Type == SettingType.Url && Text(before, setting) != Text(after, setting));

    private static string? Text(IReadOnlyDictionary<string, JsonElement> settings, SettingDefinition setting) =>
        settings.TryGetValue(setting.Name, out var value) ? value.GetString() : setting.Default?.GetString();

    [GeneratedRegex(@"^(?=.{1,40}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdForm();
}
