using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A server on 127.0.0.1 that says what a test says, byte for byte, and keeps what it was told.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> serverNames = new();
    private readonly Func<string, Stream, CancellationToken, Task> answer;
    private readonly X509Certificate2? certificate;
    private readonly string greeting;
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task accepting;
    private int connections;

    /// <summary>Answers each request by its text; the connection stays open if the answer does not close it.</summary>
    public LoopbackServer(Func<string, string> answer, X509Certificate2? certificate = null)
        : this((request, stream, token) => WriteAsync(stream, answer(request), token), certificate)
    {
    }

    /// <summary>Answers each request by what it writes to the stream, after a greeting that nobody asked for.</summary>
    public LoopbackServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null, string greeting = "")
    {
        this.greeting = greeting;
        this.answer = answer;
        this.certificate = certificate;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    /// <summary>Ends when the first client has a connection.</summary>
    public Task Connected => connected.Task;

    /// <summary>The requests, head and body.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>The names of servers that clients asked for in the handshake of TLS.</summary>
    public IReadOnlyList<string> ServerNames => [.. serverNames];

    public static string Ok(string body = "", string headers = "") => Respond("200 OK", body, headers);

    public static string Redirect(string location, string status = "302 Found") => Respond(status, "moved", $"Location: {location}\r\n");

    public static string Respond(string status, string body = "", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.Latin1.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public static Task WriteAsync(Stream stream, string text, CancellationToken token) =>
        stream.WriteAsync(Encoding.Latin1.GetBytes(text), token).AsTask();

    /// <summary>A server that writes a text to each request and closes the connection.</summary>
    public static LoopbackServer Closing(string text) => new(async (_, stream, token) =>
    {
        await WriteAsync(stream, text, token);
        stream.Close();
    });

    /// <summary>A server that writes a text to each request and resets the connection.</summary>
    public static LoopbackServer Resetting(string text) => new(async (_, stream, token) =>
    {
        await WriteAsync(stream, text, token);
        Reset(stream);
    });

    /// <summary>Waits until the client closes the connection.</summary>
    public static async Task UntilClosedAsync(Stream stream, CancellationToken token)
    {
        try
        {
            while (await stream.ReadAsync(new byte[100], token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // It was reset.
        }
    }

    /// <summary>Ends a connection without saying goodbye.</summary>
    public static void Reset(Stream stream)
    {
        Socket socket = ((NetworkStream)stream).Socket;
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(closing.Token)));
            }
        }
        catch (Exception) when (closing.IsCancellationRequested)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref connections);
        connected.TrySetResult();
        using (client)
        {
            try
            {
                await using Stream stream = certificate is null ? client.GetStream() : await SecureAsync(client.GetStream());
                await WriteAsync(stream, greeting, closing.Token);
                while (await ReadAsync(stream) is { } request)
                {
                    requests.Enqueue(request);
                    await answer(request, stream, closing.Token);
                }
            }
            catch (Exception exception) when (exception
                is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    private async Task<Stream> SecureAsync(Stream stream)
    {
        SslStream secure = new(stream);
        await secure.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                serverNames.Enqueue(hello.ServerName);

                // Online, the server would itself fetch what its certificate names.
                SslStreamCertificateContext context = SslStreamCertificateContext.Create(certificate!, null, offline: true);
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = context });
            },
            null,
            closing.Token);
        return secure;
    }

    private async Task<string?> ReadAsync(Stream stream)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (text.Length < 4 || text.ToString(text.Length - 4, 4) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(one, closing.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        string? length = text.ToString().Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        byte[] body = new byte[length is null ? 0 : int.Parse(length[16..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, closing.Token);
        return text.Append(Encoding.Latin1.GetString(body)).ToString();
    }
}
