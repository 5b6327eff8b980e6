using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Contract;

/// <summary>The quickstart's capabilities in memory, for one instance: no network, no database, no console.</summary>
internal sealed partial class QuickstartHost : ILog, ITracing, IHttp
{
    public long Calls { get; private set; }

    public long Characters { get; private set; }

    public void Write(ReadOnlySpan<char> message)
    {
        Calls++;
        Characters += message.Length;
    }

    public bool IsEnabled(LogLevel level, ReadOnlySpan<char> target) => true;

    public void WriteEvent(
        LogLevel level, ReadOnlySpan<char> target, ReadOnlySpan<char> message, IReadOnlyDictionary<string, AttributeValue>? properties) =>
        Write(message);

    public ISpan BeginSpan(string name)
    {
        Calls++;
        return new Span();
    }

    public Task<IHttpResponse?> RequestAsync(string method, string url, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult<IHttpResponse?>(url.StartsWith("http://127.0.0.1/", StringComparison.Ordinal)
            ? new Response(body.IsEmpty ? "Hello from the server"u8.ToArray() : body.ToArray())
            : null);
    }

    public Task<IHttpExchange> StartAsync(OutgoingRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The quickstart's guest asks by http_request alone.");

    private sealed class Span : ISpan
    {
        public void SetAttribute(string key, AttributeValue value)
        {
        }

        public void AddEvent(string name, IReadOnlyDictionary<string, AttributeValue>? attributes)
        {
        }

        public void AddLink(ISpan other)
        {
        }

        public void Fail(string reason)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Response(byte[] body) : IHttpResponse
    {
        private int position;

        public int Status() => 200;

        public string? Header(string name) => null;

        public IReadOnlyList<HttpHeader> Headers() => [];

        public int Read(Span<byte> buffer, CancellationToken cancellationToken)
        {
            int count = Math.Min(buffer.Length, body.Length - position);
            body.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }

        public void Dispose()
        {
        }
    }
}
