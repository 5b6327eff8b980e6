using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A guest that passes any raw argument to the imports of HTTP.</summary>
internal sealed class RawHttp : IDisposable
{
    public const int Area = 1_000;
    public const int Buffer = 2_000;

    private const int Method = 3_000;
    private const int Url = 4_000;
    private const int Request = 8_000;
    private const int Credential = 9_000;

    private readonly Linker linker = new(RawGuest.Engine);

    public RawHttp(EgressGate gate)
    {
        linker.DefineHttp(new GuestHttp(gate).ForInstance);
        linker.DefineTracing(new GuestTracing("billing").ForInstance);
        Guest = RawGuest.Create(
            linker,
            "env.http_request (i32 i32 i32 i32 i32 i32) -> i32",
            "env.http_response_status (i32) -> i32",
            "env.http_response_header (i32 i32 i32 i32) -> i32",
            "env.http_response_headers (i32 i32) -> i32",
            "env.http_response_read (i32 i32 i32) -> i32",
            "env.http_response_free (i32)",
            "env.http_start (i32 i32) -> i32",
            "env.http_exchange_write (i32 i32 i32) -> i32",
            "env.http_exchange_finish (i32)",
            "env.http_exchange_receive (i32 i32) -> i32",
            "env.http_exchange_free (i32)",
            "env.span_begin (i32 i32) -> i32",
            "env.span_end (i32)");
        Guest.WriteArea(Area, 512);
    }

    public RawGuest Guest { get; }

    public Store Store => Guest.Store;

    /// <summary>Sends a request, and gets the handle of the response; 0 for none.</summary>
    public int Ask(string url, string method = "GET") =>
        (int)Guest.Call("http_request", Method, Put(Method, method), Url, Put(Url, url), 0, 0)!;

    /// <summary>Begins a request, and gets the status of the call.</summary>
    public int Start(string url, long bodyLength = 0, string? credential = null, long? timeout = null, string method = "GET")
    {
        Guest.Words(Request, Method, Put(Method, method), Url, Put(Url, url), 0, 0);
        Guest.Write(Request + 24, BitConverter.GetBytes(bodyLength));
        Guest.Words(Request + 32, credential is null ? 0 : Credential, Put(Credential, credential ?? ""), timeout is null ? 0 : 1);
        Guest.Write(Request + 48, BitConverter.GetBytes(timeout ?? 0));
        return (int)Guest.Call("http_start", Request, Area)!;
    }

    /// <summary>Begins a request, and gets the handle of the exchange.</summary>
    public int Begin(string url, long bodyLength = 0, string? credential = null, long? timeout = null, string method = "GET") =>
        HandleOf(Start(url, bodyLength, credential, timeout, method));

    public int Write(int exchange, int bytes) => (int)Guest.Call("http_exchange_write", exchange, Buffer, bytes)!;

    /// <summary>Receives the response, and gets the status of the call.</summary>
    public int TryReceive(int exchange) => (int)Guest.Call("http_exchange_receive", exchange, Area)!;

    /// <summary>Receives the response, and gets its handle.</summary>
    public int Receive(int exchange) => HandleOf(TryReceive(exchange));

    public int Read(int response, int length = 100) => (int)Guest.Call("http_response_read", response, Buffer, length)!;

    /// <summary>Reads the body to its end.</summary>
    public string ReadAll(int response)
    {
        StringBuilder text = new();
        while (Read(response) is > 0 and int read)
        {
            text.Append(Encoding.Latin1.GetString(Guest.Bytes(Buffer, read)));
        }

        return text.ToString();
    }

    /// <summary>The status of a call that failed.</summary>
    public static int Failed(HttpError error) => -2 - (int)error;

    public void Dispose()
    {
        Guest.Dispose();
        linker.Dispose();
    }

    private int HandleOf(int status)
    {
        Assert.Equal(4, status);
        return BitConverter.ToInt32(Guest.Bytes(Area + 8, 4));
    }

    private int Put(int address, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Guest.Write(address, bytes);
        return bytes.Length;
    }
}
