using System.Diagnostics;
using System.IO.Pipes;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Xml.Linq;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Nothing of the product goes around the gate: what opens a connection is named in two of its types alone.</summary>
public sealed class NetworkTypesTests
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), ".."));

    /// <summary>Namespaces in which each type reaches the network or another process.</summary>
    private static readonly string[] Namespaces =
    [
        "System.Net.Sockets.", "System.Net.Quic.", "System.Net.WebSockets.", "System.Net.Mail.", "System.Net.NetworkInformation.",
        "System.IO.Pipes.",
    ];

    private static readonly string[] Types =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.HttpClientHandler", "System.Net.Http.HttpMessageInvoker",
        "System.Net.Http.SocketsHttpHandler", "System.Net.Http.WinHttpHandler", "System.Net.Http.IHttpClientFactory",
        "System.Net.Dns", "System.Net.WebRequest", "System.Net.HttpWebRequest", "System.Net.FtpWebRequest", "System.Net.FileWebRequest",
        "System.Net.WebClient", "System.Net.HttpListener", "System.Diagnostics.Process",
    ];

    /// <summary>Parts of names of native functions: of libc, and of Wasmtime's own network.</summary>
    private static readonly string[] Functions =
        ["socket", "connect", "getaddrinfo", "inherit_network", "ip_name_lookup", "wasi_http", "popen", "exec"];

    private static readonly string[] Rooms = ["src", "generators"];

    /// <summary>Types of these namespaces that open nothing.</summary>
    private static readonly string[] Harmless =
        ["System.Net.Sockets.AddressFamily", "System.Net.Sockets.SocketError", "System.Net.Sockets.SocketException"];

    /// <summary>Who runs other programs, or is one for people: the build runs a guest's compiler, the command line the SDK.</summary>
    private static readonly Dictionary<string, string[]> Users = new(StringComparer.Ordinal)
    {
        ["Ngixi.Capabilities"] = [nameof(EgressTransport), nameof(SystemHostResolver)],
        ["Ngixi.Bindgen.Build"] = ["Program"],
        ["Ngixi.Cli"] = ["NewCommand"],
    };

    // What templates are made of is no product.
    public static TheoryData<string> Products =>
    [
        .. Rooms
            .SelectMany(room => Directory.GetDirectories(Path.Combine(Repository, room)))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(project => Path.GetRelativePath(Repository, project))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Products))]
    public void No_type_but_those_of_the_gate_reaches_the_network(string project)
    {
        IEnumerable<string> users = TypeUses.Read(Built(project)).Types.Where(use => Reaches(use.Used)).Select(use => use.User);
        string[] expected = Users.GetValueOrDefault(Path.GetFileNameWithoutExtension(project), []);
        Assert.Equal(expected, users.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void No_native_function_reaches_the_network(string project) => Assert.DoesNotContain(
        TypeUses.Read(Built(project)).NativeFunctions,
        name => Functions.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void The_reader_finds_each_way_around()
    {
        IEnumerable<string> found = TypeUses.Read(typeof(NetworkTypesTests).Assembly.Location).Types
            .Where(use => use.User == nameof(WaysAround) && Reaches(use.Used))
            .Select(use => use.Used.Split('.')[^1]);
        string[] expected =
        [
            nameof(Dns), nameof(HttpClient), nameof(HttpListener), nameof(HttpMessageInvoker), nameof(NamedPipeClientStream), nameof(Ping),
            nameof(Process), nameof(ClientWebSocket), nameof(Socket), nameof(SocketsHttpHandler), nameof(TcpClient), nameof(UdpClient),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Where(expected.Contains).Distinct().Order(StringComparer.Ordinal));
    }

    private static bool Reaches(string type) =>
        !Harmless.Contains(type) && (Types.Contains(type) || Namespaces.Any(start => type.StartsWith(start, StringComparison.Ordinal)));

    private static string Built(string project)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string folder = Path.Combine(Repository, Path.GetDirectoryName(project)!, "bin", configuration);
        string assembly = (string?)XDocument.Load(Path.Combine(Repository, project)).Descendants("AssemblyName").FirstOrDefault()
            ?? Path.GetFileNameWithoutExtension(project);
        string name = $"{assembly}.dll";
        string[] built = Directory.Exists(folder) ? Directory.GetFiles(folder, name, SearchOption.AllDirectories) : [];
        Assert.True(built.Length > 0, $"{project} is not built in {configuration}: build the solution before.");
        return built.MaxBy(File.GetLastWriteTimeUtc)!;
    }
}

/// <summary>
/// Uses of what is forbidden: in a field, a signature, a local, a generic argument, a closure and a state machine. Never run.
/// </summary>
internal sealed class WaysAround
{
#pragma warning disable CS0649, CA1823, CS0169, IDE0044, IDE0051 // Only its type counts.
    private Ping? ping;
#pragma warning restore CS0649, CA1823, CS0169, IDE0044, IDE0051

    public static Dictionary<string, List<UdpClient>> Generic() => [];

    public static void Parameter(ClientWebSocket socket) => _ = socket;

    public static void Local()
    {
        HttpListener listener = new();
        listener.Close();
    }

    public static Func<object> Closure(string name) => () => new NamedPipeClientStream(name);

    public static async Task StateMachineAsync()
    {
        await Dns.GetHostAddressesAsync("one.example");
        using TcpClient client = new();
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
    }

    public static async IAsyncEnumerable<string> IteratorAsync()
    {
        using SocketsHttpHandler handler = new();
        using HttpMessageInvoker invoker = new(handler);
        using HttpClient client = new(handler);
        yield return await client.GetStringAsync(new Uri("http://one.example"));
    }

    public static string Type() => typeof(Process).Name;
}
