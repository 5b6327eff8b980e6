using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Requests to a server of this machine, each with its whole body read.</summary>
internal static class HttpWorks
{
    private const int Url = 8;
    private const int Buffer = 32 * 1024; // Its place in the guest's memory, and its size.

    private static readonly int Port = LoopbackHttp.Start();

    public static IReadOnlyList<CapabilityWork> All { get; } =
    [
        Get("an HTTP GET of 1 KiB", 1024),
        Get("an HTTP GET of 1 MiB", 1024 * 1024),
    ];

    private static CapabilityWork Get(string title, int size)
    {
        string url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{size}");
        byte[] memory = new byte[Url + url.Length];
        Encoding.ASCII.GetBytes("GET").CopyTo(memory, 0);
        Encoding.ASCII.GetBytes(url).CopyTo(memory, Url);
        return new CapabilityWork(
            title,
            """
            (import "env" "http_request" (func $request (param i32 i32 i32 i32 i32 i32) (result i32)))
              (import "env" "http_response_read" (func $read (param i32 i32 i32) (result i32)))
              (import "env" "http_response_free" (func $free (param i32)))
            """,
            $"""
            (local.set $handle
                (call $request (i32.const 0) (i32.const 3) (i32.const {Url}) (i32.const {url.Length}) (i32.const 0) (i32.const 0)))
              (local.set $left (i32.const {size}))
              (loop $more
                (local.set $read (call $read (local.get $handle) (i32.const {Buffer}) (i32.const {Buffer})))
                (local.set $left (i32.sub (local.get $left) (local.get $read)))
                (br_if $more (i32.gt_s (local.get $read) (i32.const 0))))
              (if (local.get $left) (then (unreachable)))
              (call $free (local.get $handle))
            """,
            memory,
            (linker, host) => linker.DefineHttp(new GuestHttp(host.Owned(Gate())).ForInstance),
            (linker, host) => DefineByHand(linker, host.Owned(Client())),
            host =>
            {
                HttpClient client = host.Owned(Client());
                byte[] buffer = new byte[Buffer];
                return () => ReadAsync(client, url, buffer, size).GetAwaiter().GetResult();
            },
            Effects: 0);
    }

    private static EgressGate Gate() => new(
        new HttpGrant
        {
            Allow = ["http://127.0.0.1:*"],
            AllowPrivate = ["127.0.0.1"],
            Limits = new HttpLimits
            {
                MaxRequestsPerCall = int.MaxValue,
                MaxRequestsPerSecond = int.MaxValue,
                MaxBurst = int.MaxValue,
            },
        },
        new DenialLog(NullLogger.Instance, "billing"));

    /// <summary>A client with the settings of the gate's own connections.</summary>
    private static HttpClient Client() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseDrainSize = 0,
    });

    private static void DefineByHand(Linker linker, HttpClient client)
    {
        Dictionary<int, (HttpResponseMessage Message, Stream Body)> open = [];
        int last = 0;
        linker.DefineFunction("env", "http_request", (Caller caller, int method, int methodLength, int url, int urlLength, int _, int _) =>
        {
            Memory memory = caller.GetMemory("memory")!;
            using HttpRequestMessage request = new(
                new HttpMethod(memory.ReadString(method, methodLength, Encoding.UTF8)), memory.ReadString(url, urlLength, Encoding.UTF8));
            HttpResponseMessage message = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
            open.Add(++last, (message, message.Content.ReadAsStream()));
            return last;
        });
        linker.DefineFunction("env", "http_response_read", (Caller caller, int handle, int buffer, int length) =>
            open[handle].Body.Read(caller.GetMemory("memory")!.GetSpan(buffer, length)));
        linker.DefineFunction("env", "http_response_free", (int handle) =>
        {
            open.Remove(handle, out (HttpResponseMessage Message, Stream Body) response);
            response.Message.Dispose();
        });
    }

    private static async Task ReadAsync(HttpClient client, string url, byte[] buffer, int size)
    {
        using HttpResponseMessage message = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
        await using Stream body = await message.Content.ReadAsStreamAsync();
        int left = size;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            left -= read;
        }

        if (left != 0)
        {
            throw new InvalidOperationException($"{left} bytes are missing.");
        }
    }
}
