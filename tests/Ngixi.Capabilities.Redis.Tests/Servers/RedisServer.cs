using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ngixi.Bindgen.Tests.Shared;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis.Tests.Servers;

/// <summary>A server on a free port of this machine, with a folder of its own, which ends with the test.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan deadline = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new(hasPlainName: true);
    private readonly string[] settings;
    private Process? process;

    private RedisServer(string[] settings) => this.settings = settings;

    public int Port { get; private set; }

    public string EndPoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Starts a server that writes each command to its disk before it answers, unless the settings say otherwise.</summary>
    /// <param name="settings">Settings as the command line has them: <c>--name</c>, <c>value</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] settings)
    {
        RedisServer server = new(settings);
        for (int attempt = 1; ; attempt++)
        {
            server.Port = FreePort();
            try
            {
                await server.StartAgainAsync();
                return server;
            }
            catch (IOException) when (attempt < 5)
            {
                // Another program took the port.
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts the server that was killed, with what is in its folder.</summary>
    public async Task StartAgainAsync()
    {
        string port = Port.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new("redis-server")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--port", port, "--bind", "127.0.0.1", "--dir", folder.Path, "--save", "",
                "--appendonly", "yes", "--appendfsync", "always", "--enable-debug-command", "local",
            },
        };
        foreach (string setting in settings)
        {
            start.ArgumentList.Add(setting);
        }

        process = Process.Start(start)!;
        using CancellationTokenSource late = new(deadline);
        string log = "";
        while (await process.StandardOutput.ReadLineAsync(late.Token) is { } line)
        {
            log += line + "\n";
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        await KillAsync();
        throw new IOException($"redis-server did not start:\n{log}");
    }

    /// <summary>Ends the server as a loss of power does: it does nothing more.</summary>
    public async Task KillAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    /// <summary>Stops the server where it is: it answers nothing until <see cref="Continue"/>.</summary>
    public void Stop()
    {
        Signal("STOP");

        // The field after the name, which is in parentheses: T for stopped.
        while (!File.ReadAllText($"/proc/{process!.Id}/stat").Contains(") T ", StringComparison.Ordinal))
        {
            Thread.Yield();
        }
    }

    public void Continue() => Signal("CONT");

    /// <summary>Connects, and waits for a server that is down as a host does.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync(Action<ConfigurationOptions>? configure = null)
    {
        ConfigurationOptions options = new()
        {
            EndPoints = { EndPoint },
            AbortOnConnectFail = false,
            AllowAdmin = true,
            ConnectTimeout = 1_000,
            ReconnectRetryPolicy = new LinearRetry(20),
            HeartbeatInterval = TimeSpan.FromMilliseconds(50),
        };
        configure?.Invoke(options);
        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>Runs a command on a connection of its own.</summary>
    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        await using ConnectionMultiplexer connection = await ConnectAsync();
        RedisResult result = await connection.GetServer(EndPoint).ExecuteAsync(command, arguments);
        // To say goodbye to a server that was told to pause would take long.
        await connection.CloseAsync(allowCommandsToComplete: false);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        folder.Dispose();
    }

    private void Signal(string name)
    {
        using Process kill = Process.Start("bash", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{name} {process!.Id}")]);
        kill.WaitForExit();
        if (kill.ExitCode != 0)
        {
            throw new IOException($"redis-server could not be told to {name}.");
        }
    }

    /// <summary>Gets a port that is free now, and low enough that a cluster's second port, 10,000 above, is one, too.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            int port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (port < 55_000)
            {
                return port;
            }
        }
    }
}
