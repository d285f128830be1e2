using System.Text.RegularExpressions;
using Gatehouse.Simulators.Control;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>The calls on people and on the organization structure.</summary>
internal sealed partial class PersonEndpoints(AktionNextData data, AktionObjects objects, AktionNextAssumptions assumptions)
{
    // The process may run without the tables that take accents off.
    private const string Accented = "ÁÄČĎÉĚÍĹĽŇÓÔÖŔŘŠŤÚŮÜÝŽ";
    private const string Plain = "AACDEEILLNOOORRSTUUUYZ";

    public SimulatorResponse Get(AktionCall call)
    {
        var id = call.Text("PersonId", 100);
        return call.Answer(objects.Person(data.People.Find(id) ?? throw call.Refuse(1100, id)));
    }

    public SimulatorResponse List(AktionCall call) => call.AnswerList("Persons", [.. data.People.List().Select(objects.Person)]);

    public SimulatorResponse Create(AktionCall call)
    {
        var id = call.BodyText("PersonId", 100);
        var structure = call.FindBodyText("OrganizationStructure", 1000);
        if (id.Length == 0 || data.People.Find(id) is not null)
            throw call.Invalid($"PersonId [{id}] is empty or already exists");
        if (!assumptions.IsCloud && (structure is null || data.Structures.Find(structure) is null))
            throw call.Refuse(1160, structure);

        data.People.Put(new Person(id, call.BodyText("Name", 100), call.BodyText("Surname", 100))
        {
            OrganizationStructure = structure,
            Department = call.FindBodyText("Department", 100),
            EmployeePosition = call.FindBodyText("EmployeePosition", 100),
            Email = call.FindBodyText("Email", 200),
            MobilPhoneNumber = call.FindBodyText("MobilPhoneNumber", 100),
            PhoneNumber = call.FindBodyText("PhoneNumber", 100),
            LoginName = call.FindBodyText("LoginName", 100),
            IdentifierEntryCode = Matching(call, "IdentifierEntryCode", SixDigits()),
            IdentifierCard1 = Matching(call, "IdentifierCard1", Hexadecimal()),
            IdentifierCard2 = Matching(call, "IdentifierCard2", Hexadecimal()),
            TimeLastChange = data.Now,
        });
        return call.Answer(AktionAnswers.Done());
    }

    /// <summary>The person's "name surname"; <c>%</c> stands for any text.</summary>
    public SimulatorResponse FindByName(AktionCall call)
    {
        var wanted = Pattern(call.Text("Name", 200), call);
        return call.AnswerList(
            "Persons", [.. data.People.List(person => wanted.IsMatch(Folded($"{person.Name} {person.Surname}", call))).Select(objects.Person)]);
    }

    public SimulatorResponse ListStructures(AktionCall call) =>
        call.AnswerList("Structures", [.. data.Structures.List().Select(AktionObjects.Structure)]);

    /// <summary>A search text as the vendor's searches take it: <c>%</c> is a wildcard, and without UseDiacritics=1 neither case nor accents count.</summary>
    public static Regex Pattern(string wanted, AktionCall call) => new(
        "^" + Regex.Escape(Folded(wanted, call)).Replace("%", ".*", StringComparison.Ordinal) + "$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    /// <summary>A text as it is compared.</summary>
    public static string Folded(string text, AktionCall call)
    {
        if (call.FindNumber("UseDiacritics") == 1)
            return text;

        return string.Concat(text.ToUpperInvariant().Select(letter => Accented.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var index ? Plain[index] : letter));
    }

    private static string? Matching(AktionCall call, string name, Regex pattern) => call.FindBodyText(name, 20) switch
    {
        null or "" => null,
        { } text when pattern.IsMatch(text) => text,
        _ => throw call.Invalid($"The field {name} must match the regular expression '{pattern}'."),
    };

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();

    [GeneratedRegex("^[0-9a-fA-F]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hexadecimal();
}
