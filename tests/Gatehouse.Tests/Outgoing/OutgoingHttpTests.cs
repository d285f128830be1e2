using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatehouse.Outgoing;
using Microsoft.Extensions.Options;

namespace Gatehouse.Tests.Outgoing;

/// <summary>Answers are read whole, and bounded one by one and together.</summary>
public sealed class OutgoingHttpTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly OutgoingHttp _http = new(new AddressPolicy(Options.Create(new OutgoingOptions { AllowedPrivateNetworks = ["127.0.0.0/8"] })));

    public OutgoingHttpTests() => _listener.Start();

    public void Dispose()
    {
        _listener.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(AnswerReader.SmallBytes - 1, true)]
    [InlineData(AnswerReader.SmallBytes, true)]
    [InlineData(AnswerReader.SmallBytes, false)]
    [InlineData((3 * AnswerReader.SmallBytes) + 7, false)]
    [InlineData(OutgoingHttp.AnswerBytes, true)]
    [InlineData(OutgoingHttp.AnswerBytes, false)]
    public async Task An_answer_is_read_whole(int bytes, bool hasLength)
    {
        var body = new byte[bytes];
        new Random(7).NextBytes(body);
        var answering = AnswerAsync(body, hasLength);

        var answer = await SendAsync();

        answer.Body.Span.SequenceEqual(body).ShouldBeTrue();
        await answering;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_large_is_refused(bool hasLength)
    {
        var answering = AnswerAsync(new byte[OutgoingHttp.AnswerBytes + 1], hasLength);

        (await Should.ThrowAsync<HttpRequestException>(SendAsync)).HttpRequestError.ShouldBe(HttpRequestError.ConfigurationLimitExceeded);

        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_told_apart()
    {
        var answering = AnswerAsync(new byte[10], hasLength: true, announced: 11);

        (await Should.ThrowAsync<HttpRequestException>(SendAsync)).HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);

        await answering;
    }

    [Fact]
    public async Task Larger_answers_wait_for_room_and_small_ones_do_not()
    {
        using var reader = new AnswerReader();
        var streams = Enumerable.Range(0, (AnswerReader.MostBytes / AnswerReader.AnswerBytes) + 1).Select(_ => new HeldStream()).ToList();
        var reads = streams.Select(stream => reader.ReadAsync(new StreamContent(stream), CancellationToken.None)).ToList();

        streams.Count(stream => stream.IsWaited).ShouldBe(streams.Count - 1);
        using var small = new ByteArrayContent("small"u8.ToArray());
        Encoding.UTF8.GetString((await reader.ReadAsync(small, CancellationToken.None)).Span).ShouldBe("small");

        streams[0].End();
        (await reads[0]).Length.ShouldBe(AnswerReader.SmallBytes);
        await streams[^1].Waited;
        streams.ForEach(stream => stream.End());
        await Task.WhenAll(reads);
    }

    private async Task<OutgoingAnswer> SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_listener.LocalEndpoint}/");
        return await _http.SendAsync(request, CancellationToken.None);
    }

    // The end of the connection is the end of an answer without a length.
    private async Task AnswerAsync(byte[] body, bool hasLength, int? announced = null)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        var length = hasLength ? FormattableString.Invariant($"Content-Length: {announced ?? body.Length}\r\n") : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{length}\r\n"));
        await stream.WriteAsync(body);
    }

    /// <summary>Has as many bytes as are read without asking for room, and then waits.</summary>
    private sealed class HeldStream : Stream
    {
        private readonly TaskCompletionSource _waited = new();
        private readonly TaskCompletionSource<int> _end = new();
        private int _left = AnswerReader.SmallBytes;

        public Task Waited => _waited.Task;

        public bool IsWaited => _waited.Task.IsCompleted;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void End() => _end.TrySetResult(0);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Math.Min(_left, buffer.Length);
            _left -= read;
            if (read > 0)
                return read;

            _waited.TrySetResult();
            return await _end.Task;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
