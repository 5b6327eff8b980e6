using System.Text;
using Quickstart.Contracts;

namespace Ngixi.Benchmarks.Contract;

/// <summary>The quickstart's capabilities in memory, for one instance: no network, no database, no console.</summary>
internal sealed class QuickstartHost : ILog, IHttp, IKeyValue, IEvents
{
    private readonly Dictionary<string, byte[]> values = [];
    private readonly Queue<byte[]> events = new([
        .. new[] { "the kettle boils", "the door opens", "the address is http://127.0.0.1/" }.Select(Encoding.UTF8.GetBytes),
    ]);

    public long Calls { get; private set; }

    public long Characters { get; private set; }

    public void Write(string message)
    {
        Calls++;
        Characters += message.Length;
    }

    public ISpan BeginSpan(string name)
    {
        Calls++;
        return new Span();
    }

    public IHttpResponse? Request(string method, string url, ReadOnlySpan<byte> body)
    {
        Calls++;
        return url.StartsWith("http://127.0.0.1/", StringComparison.Ordinal) ? new Response(body.IsEmpty ? "Hello from the server"u8.ToArray() : body.ToArray()) : null;
    }

    public byte[]? Get(string key)
    {
        Calls++;
        return values.GetValueOrDefault(key);
    }

    public void Set(string key, ReadOnlySpan<byte> value)
    {
        Calls++;
        values[key] = value.ToArray();
    }

    public int Next(Span<byte> buffer)
    {
        Calls++;
        if (!events.TryPeek(out byte[]? next))
        {
            return 0;
        }

        if (next.Length > buffer.Length)
        {
            return -next.Length;
        }

        events.Dequeue().CopyTo(buffer);
        return next.Length;
    }

    private sealed class Span : ISpan
    {
        public void Dispose()
        {
        }
    }

    private sealed class Response(byte[] body) : IHttpResponse
    {
        private int position;

        public int Status() => 200;

        public int Read(Span<byte> buffer)
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
