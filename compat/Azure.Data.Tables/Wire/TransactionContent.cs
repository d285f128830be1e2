using System.Text;
using Azure.Core;

namespace Azure.Data.Tables.Wire;

/// <summary>The body of an entity group transaction: one change set, a request for each action.</summary>
internal sealed class TransactionContent : IDisposable
{
    private readonly string _batch = $"batch_{Guid.NewGuid()}";
    private readonly string _changes = $"changeset_{Guid.NewGuid()}";
    private readonly MemoryStream _stream = new();

    public TransactionContent() => Write($"--{_batch}\r\nContent-Type: multipart/mixed; boundary={_changes}\r\n\r\n");

    public string ContentType => $"multipart/mixed; boundary={_batch}";

    public int Count { get; private set; }

    public void Add(Request request)
    {
        Count++;
        Write($"--{_changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Write($"{request.Method} {request.Uri} HTTP/1.1\r\n");
        foreach (var header in request.Headers)
            Write($"{header.Name}: {header.Value}\r\n");

        Write("\r\n");
        request.Content?.WriteTo(_stream, CancellationToken.None);
        Write("\r\n");
    }

    public byte[] ToBytes()
    {
        Write($"--{_changes}--\r\n--{_batch}--\r\n");
        return _stream.ToArray();
    }

    public void Dispose() => _stream.Dispose();

    private void Write(string text) => _stream.Write(Encoding.UTF8.GetBytes(text));
}
