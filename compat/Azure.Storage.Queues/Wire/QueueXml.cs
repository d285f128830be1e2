using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Azure.Storage.Queues.Models;

namespace Azure.Storage.Queues.Wire;

/// <summary>The Queue service's messages as XML.</summary>
internal static class QueueXml
{
    // Any text is written as it is: line ends stay, and characters that XML cannot hold are left for the service to refuse.
    private static readonly XmlWriterSettings AsItIs = new()
    {
        CheckCharacters = false,
        ConformanceLevel = ConformanceLevel.Fragment,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        NewLineHandling = NewLineHandling.None,
    };

    public static byte[] Write(string text)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, AsItIs))
        {
            writer.WriteStartElement("QueueMessage");
            writer.WriteElementString("MessageText", text);
            writer.WriteEndElement();
        }

        return stream.ToArray();
    }

    public static SendReceipt ReadReceipt(Stream xml)
    {
        var message = XDocument.Load(xml).Root!.Element("QueueMessage")!;
        return new SendReceipt(Text(message, "MessageId"), Text(message, "PopReceipt"));
    }

    public static QueueMessage[] ReadMessages(Stream xml) =>
    [
        .. XDocument.Load(xml, LoadOptions.PreserveWhitespace).Root!.Elements("QueueMessage").Select(message => new QueueMessage(
            Text(message, "MessageId"),
            Text(message, "PopReceipt"),
            Text(message, "MessageText"),
            long.Parse(Text(message, "DequeueCount"), CultureInfo.InvariantCulture),
            Time(message.Element("InsertionTime")?.Value))),
    ];

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string Text(XElement message, string name) => message.Element(name)?.Value ?? "";
}
