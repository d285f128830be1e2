using System.Text.Json.Nodes;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.VizPin;

/// <summary>The methods on accounts, locations and readers (seed 004, "List Accounts" to "Edit Reader").</summary>
internal sealed class PlaceMethods(VizPinData data, VizPinAssumptions assumptions)
{
    public IEnumerable<VizPinMethod> All =>
    [
        Method("account.list", 20, "ACCOUNT_LIST", "Successful listing of accounts", ListAccounts),
        Method("account.get", 21, "ACCOUNT_GET", "Successful getting of account", GetAccount),
        Method("account.add", 22, "ACCOUNT_ADD", "Successful adding of account", AddAccount),
        Method("account.edit", 23, "ACCOUNT_EDIT", "Successful editing of account", EditAccount),
        Method("location.list", 30, "LOCATION_LIST", "Successful listing of locations", ListLocations),
        Method("location.get", 31, "LOCATION_GET", "Successful getting of location", GetLocation),
        Method("location.add", 32, "LOCATION_ADD", "Successful adding of location", AddLocation),
        Method("location.edit", 33, "LOCATION_EDIT", "Successful adding of location", EditLocation),
        Method("reader.list", 40, "READER_LIST", "Successful listing of readers", ListReaders),
        Method("reader.get", 41, "READER_GET", "Successful listing of readers", GetReader),
        Method("reader.add", 42, "READER_ADD", "Successful adding of reader", AddReader),
        Method("reader.edit", 43, "READER_EDIT", "Successful adding of reader", EditReader),
    ];

    private JsonObject ListAccounts(VizPinCall call) => new() { ["accounts"] = VizPinJson.Array(data.Accounts.List()) };

    private JsonObject GetAccount(VizPinCall call) => new() { ["account"] = Get(data.Accounts, "Account", call.Required("id", "accountid")) };

    private JsonObject AddAccount(VizPinCall call) =>
        new() { ["account"] = data.Add(data.Accounts, "a0M23", Named(call.Object("add_account", "account"))).Content() };

    private JsonObject EditAccount(VizPinCall call) => new() { ["account"] = Edit(data.Accounts, "Account", Named(call.Object("account"))).Content() };

    private JsonObject ListLocations(VizPinCall call)
    {
        var account = call.Required("accountid");
        return new JsonObject { ["locations"] = VizPinJson.Array(data.Locations.List(location => location.Text("accountid") == account)) };
    }

    private JsonObject GetLocation(VizPinCall call)
    {
        var location = Get(data.Locations, "Location", call.Required("id"));
        return new JsonObject { ["locations"] = assumptions.LocationsAnswer == LocationsAnswer.Object ? location : new JsonArray(location) };
    }

    private JsonObject AddLocation(VizPinCall call)
    {
        var sent = Named(call.Object("location"));
        if (VizPinJson.Text(sent["id"]).Length > 0 || !sent.ContainsKey("id"))
            throw VizPinCall.Wrong("a new location has the id \"\"");
        Known(data.Accounts, "Account", VizPinJson.Text(sent["accountid"]));
        return Written(data.Add(data.Locations, "a0j23", sent));
    }

    private JsonObject EditLocation(VizPinCall call) => Written(Edit(data.Locations, "Location", Named(call.Object("location"))));

    private JsonObject ListReaders(VizPinCall call)
    {
        var location = call.Required("locationid");
        return new JsonObject { ["readers"] = VizPinJson.Array(data.Readers.List(reader => reader.Text("locationid") == location)) };
    }

    private JsonObject GetReader(VizPinCall call) =>
        new() { ["readers"] = new JsonArray(Get(data.Readers, "Reader", call.Required("readerid"))) };

    private JsonObject AddReader(VizPinCall call)
    {
        var sent = Scheduled(Named(call.Object("add_reader", "reader")));
        Known(data.Locations, "Location", VizPinJson.Text(sent["locationid"]));
        return new JsonObject { ["reader"] = data.Add(data.Readers, "a0G33", sent).Content() };
    }

    private JsonObject EditReader(VizPinCall call) =>
        new() { ["reader"] = Edit(data.Readers, "Reader", Scheduled(Named(call.Object("edit_reader")))).Content() };

    private JsonObject Written(VizPinRecord location) => new()
    {
        ["locations"] = assumptions.LocationsAnswer == LocationsAnswer.List ? new JsonArray(location.Content()) : location.Content(),
    };

    private JsonObject Get(RecordTable<string, VizPinRecord> table, string what, string id) =>
        table.Find(id)?.Content() ?? (assumptions.UnknownIsEmpty ? [] : throw VizPinRefusal.Unknown(what, id));

    private static void Known(RecordTable<string, VizPinRecord> table, string what, string id)
    {
        if (table.Find(id) is null)
            throw VizPinRefusal.Unknown(what, id);
    }

    private static VizPinRecord Edit(RecordTable<string, VizPinRecord> table, string what, JsonObject sent)
    {
        var id = VizPinJson.Text(sent["id"]);
        return table.Change(id, _ => VizPinRecord.Of(id, sent)) ?? throw VizPinRefusal.Unknown(what, id);
    }

    private static JsonObject Named(JsonObject sent) =>
        VizPinJson.Text(sent["name"]).Length > 0 ? sent : throw VizPinCall.Wrong("name is missing");

    private static JsonObject Scheduled(JsonObject sent)
    {
        var firstIn = VizPinJson.Text(sent["first_in"]) == "on";
        var schedule = sent["schedule"] is JsonObject or JsonArray || VizPinJson.Text(sent["schedule"]).Length > 0;
        return firstIn && !schedule ? throw VizPinCall.Wrong("a reader in first-in mode requires a schedule") : sent;
    }

    private static VizPinMethod Method(string name, int code, string codeName, string message, Func<VizPinCall, JsonObject> call) =>
        new($"com.vizpin.{name}", new VizPinCode(code, $"API_VIZPIN_{codeName}_SUCCESS"), message, call);
}
