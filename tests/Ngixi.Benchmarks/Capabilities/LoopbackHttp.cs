using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A server of this machine that answers a request for <c>/1024</c> with 1,024 bytes, and does as little as it can.</summary>
internal static class LoopbackHttp
{
    /// <summary>Starts a server for the time of the process, and gets its port.</summary>
    public static int Start()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _ = AcceptAsync(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptTcpClientAsync());
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        client.NoDelay = true;
        using (client)
        {
            NetworkStream stream = client.GetStream();
            byte[] request = new byte[4096];
            byte[] answer = [];
            int length = -1;
            for (int read; (read = await stream.ReadAsync(request)) > 0;)
            {
                string path = Encoding.ASCII.GetString(request, 0, read).Split(' ')[1];
                if (int.Parse(path.AsSpan(1)) is var wanted && wanted != length)
                {
                    length = wanted;
                    answer = [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"), .. new byte[length]];
                }

                await stream.WriteAsync(answer);
            }
        }
    }
}
