using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Gatehouse.Simulators.AktionNext;

/// <summary>Turns the vendor's XML into the same objects as its JSON, and back.</summary>
internal static class AktionXml
{
    /// <exception cref="XmlException">The text is no XML.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body) =>
        ReadObject(XDocument.Parse(Encoding.UTF8.GetString(body)).Root!);

    public static byte[] Write(JsonObject answer)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            Element("Response", answer).Save(writer);
        return buffer.ToArray();
    }

    private static JsonObject ReadObject(XElement element)
    {
        var read = new JsonObject();
        foreach (var child in element.Elements())
            read[child.Name.LocalName] = child.HasElements ? ReadObject(child) : JsonValue.Create(child.Value);
        return read;
    }

    private static XElement Element(string name, JsonNode? node) => node switch
    {
        JsonObject members => new XElement(name, members.Select(member => Element(member.Key, member.Value))),
        JsonArray items => new XElement(name, items.Select(item => Element("Item", item))),
        null => new XElement(name),
        _ => new XElement(name, node.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString()),
    };
}
