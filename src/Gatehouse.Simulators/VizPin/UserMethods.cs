using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Simulators.VizPin;

/// <summary>The methods on users and their card numbers (seed 004, "Count Users" to "Generate User Credential").</summary>
internal sealed class UserMethods(VizPinData data, VizPinSimulatorOptions options)
{
    private const int ShortestPassword = 8;

    // Two registrations of one person at the same time must not both succeed.
    private readonly Lock _registration = new();

    public IEnumerable<VizPinMethod> All =>
    [
        Method("user.count", 50, "USER_COUNT", "Successful listing of users' count", Count),
        Method("user.list", 51, "USER_LIST", "Successful listing of users", List),
        Method("user.find", 52, "USER_FIND", "Found User", Find),
        Method("user.get", 53, "USER_GET", "Found User", Get),
        Method("user.preregister", 54, "USER_REGISTER", "Successful User Registration", PreRegister),
        Method("user.register", 54, "USER_REGISTER", "Successful User Registration", Register),
        Method("user.edit", 55, "USER_EDIT", "Successful User Edit", Edit),
        Method("user.delete", 55, "USER_EDIT", "Successful User Deleted", Delete),
        Method("credential.get", 60, "CREDENTIAL_GET", "Successful User Credential List", GetCredentials),
        Method("credential.generate", 61, "CREDENTIAL_GENERATE", "Successful Credential Generation", GenerateCredential),
    ];

    private JsonObject Count(VizPinCall call)
    {
        var count = UsersOf(call).Count;
        return new JsonObject
        {
            ["totalcount"] = count.ToString(CultureInfo.InvariantCulture),
            ["batchcounter"] = Batches(count).ToString(CultureInfo.InvariantCulture),
        };
    }

    private JsonObject List(VizPinCall call)
    {
        var users = UsersOf(call);
        _ = call.Number("totalcount");
        var batch = call.Number("batchcounter", "batchcount");
        if (batch < 1)
            throw VizPinCall.Wrong("the first batch is 1");

        var size = options.Assumptions.BatchSize;
        return new JsonObject
        {
            ["users"] = VizPinJson.Array(users.Skip((batch - 1) * size).Take(size)),
            ["totalCount"] = users.Count.ToString(CultureInfo.InvariantCulture),
        };
    }

    private JsonObject Find(VizPinCall call)
    {
        var (phone, lastName) = (call.Required("phone"), call.Required("last_name"));
        return new JsonObject { ["user"] = Answer(Alike(phone, lastName), $"{phone} {lastName}") };
    }

    private JsonObject Get(VizPinCall call)
    {
        var id = call.Required("userid");
        return new JsonObject { ["user"] = Answer(data.Users.Find(id), id) };
    }

    private JsonObject PreRegister(VizPinCall call) => new() { ["preregister_user"] = Add(call.Object("preregister_user")) };

    private JsonObject Register(VizPinCall call)
    {
        var sent = call.Object("user");
        if (VizPinJson.Text(sent["password"]).Length < ShortestPassword)
            throw VizPinCall.Wrong("the password does not meet the policy");
        return new JsonObject { ["user"] = Add(sent) };
    }

    private JsonObject Edit(VizPinCall call)
    {
        var sent = Checked(call.Object("user"));
        var id = VizPinJson.Text(sent["id"]);
        var changed = data.Users.Change(id, stored =>
        {
            var kept = sent.DeepClone().AsObject();
            if (!kept.ContainsKey("password") && stored.Password is { } password)
                kept["password"] = password;
            return VizPinRecord.Of(id, kept);
        });
        return new JsonObject { ["user"] = (changed ?? throw VizPinRefusal.Unknown("User", id)).Content() };
    }

    private JsonObject Delete(VizPinCall call)
    {
        var id = call.Required("user_id", "userid");
        if (data.Users.Find(id) is null)
            throw VizPinRefusal.Unknown("User", id);
        data.RemoveUser(id);
        return [];
    }

    private JsonObject GetCredentials(VizPinCall call)
    {
        var id = Known(call.Required("userid"));
        return new JsonObject { ["credentials"] = VizPinJson.Array(data.Credentials.List(credential => credential.Text("userid") == id)) };
    }

    private JsonObject GenerateCredential(VizPinCall call)
    {
        var (user, account) = (Known(call.Required("userid")), call.Required("account_id"));
        if (!options.GeneratesCredentials)
            throw new VizPinRefusal(VizPinCode.NotEnabled, "Card number generation is not enabled for this partner");
        if (data.Accounts.Find(account) is null)
            throw VizPinRefusal.Unknown("Account", account);

        var number = data.Credentials.Count + 40_001;
        var credential = new JsonObject
        {
            ["userid"] = user,
            ["accountid"] = account,
            ["cardnumber"] = number.ToString(CultureInfo.InvariantCulture),
            ["cardnumberformatted"] = string.Create(CultureInfo.InvariantCulture, $"26-120-{number}"),
        };
        return new JsonObject { ["credentials"] = data.Add(data.Credentials, "a0C45", credential).Content() };
    }

    private JsonObject Add(JsonObject sent)
    {
        Checked(sent);
        lock (_registration)
        {
            return Alike(VizPinJson.Text(sent["phone"]), VizPinJson.Text(sent["last_name"])) is null
                ? data.Add(data.Users, "a0q56", sent).Content()
                : throw new VizPinRefusal(VizPinCode.AlreadyThere, "User already exists");
        }
    }

    private VizPinRecord? Alike(string phone, string lastName) =>
        data.Users.List(user => user.Text("phone") == phone && string.Equals(user.Text("last_name"), lastName, StringComparison.OrdinalIgnoreCase))
            is [var user, ..] ? user : null;

    private JsonObject Answer(VizPinRecord? user, string wanted) =>
        user?.Content() ?? (options.Assumptions.UnknownIsEmpty ? [] : throw VizPinRefusal.Unknown("User", wanted));

    private string Known(string id) => data.Users.Find(id)?.Id ?? throw VizPinRefusal.Unknown("User", id);

    private IReadOnlyList<VizPinRecord> UsersOf(VizPinCall call) => data.UsersOf(call.Text("account_id"), call.Text("locationid"));

    private int Batches(int count) => (count + options.Assumptions.BatchSize - 1) / options.Assumptions.BatchSize;

    private static JsonObject Checked(JsonObject sent)
    {
        foreach (var name in new[] { "phone", "last_name" })
        {
            if (VizPinJson.Text(sent[name]).Length == 0)
                throw VizPinCall.Wrong($"{name} is missing");
        }

        return VizPinJson.Text(sent["phone"]).StartsWith('+') ? sent : throw VizPinCall.Wrong("phone has no country code");
    }

    private static VizPinMethod Method(string name, int code, string codeName, string message, Func<VizPinCall, JsonObject> call) =>
        new($"com.vizpin.{name}", new VizPinCode(code, $"API_VIZPIN_{codeName}_SUCCESS"), message, call);
}
