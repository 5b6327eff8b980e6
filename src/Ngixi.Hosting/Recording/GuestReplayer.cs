using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording;
using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Hosting;

/// <summary>
/// Replays recordings with a module: that which was recorded, or another build of it. Nothing of the host is there, no capability and no
/// interface. The module is compiled once for many. For any number of threads.
/// </summary>
public sealed class GuestReplayer : IDisposable
{
    // The room of the replay's own frames.
    private const int HostStack = 2 * 1024 * 1024;

    // The bounds are for modules of others.
    private static readonly ModuleBounds NoBounds = new()
    {
        Bytes = int.MaxValue,
        Functions = long.MaxValue,
        BodyBytes = long.MaxValue,
        Imports = 1_000_000,
        Exports = 1_000_000,
        NameBytes = long.MaxValue,
        Types = long.MaxValue,
        Globals = long.MaxValue,
        Segments = long.MaxValue,
        DataBytes = long.MaxValue,
        CustomBytes = long.MaxValue,
    };

    private readonly byte[] wasm;
    private readonly string sha256;
    private readonly WasmModule parsed;
    private readonly bool isDebugged;
    private readonly Dictionary<(int Stack, bool HasFuel), ReplayModule> modules = [];
    private readonly Lock gate = new();
    private bool isDisposed;

    /// <summary>Reads a module. It is compiled at the first replay.</summary>
    /// <param name="wasm">The module's binary form.</param>
    /// <param name="isDebugged">
    /// Whether a native debugger may show the guest's source: DWARF in the module is passed on, and its code is not optimized.
    /// </param>
    /// <exception cref="GuestRefusedException">It is no module.</exception>
    public GuestReplayer(ReadOnlyMemory<byte> wasm, bool isDebugged = false)
    {
        this.wasm = wasm.ToArray();
        this.isDebugged = isDebugged;
        sha256 = Convert.ToHexStringLower(SHA256.HashData(this.wasm));
        List<string> refusals = [];
        parsed = ModuleCheck.Parse(this.wasm, NoBounds, refusals) is { } module && refusals.Count == 0
            ? module
            : throw new GuestRefusedException("replayed", refusals);
    }

    /// <summary>Replays a recording, and compares all that the guest does.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="cancellation">Ends the replay of a guest that runs on where the recorded one did not.</param>
    /// <returns>What was replayed.</returns>
    /// <exception cref="GuestReplayException">The guest does something else.</exception>
    /// <exception cref="RecordingFormatException">The file is damaged, or the key is another's.</exception>
    /// <exception cref="InvalidOperationException">The recording has secrets, and no key.</exception>
    /// <exception cref="GuestRefusedException">The module cannot be compiled.</exception>
    public ReplayResult Replay(GuestRecording recording, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        using EventReader events = recording.Open();
        ReplayModule module = ModuleFor(events.Header);
        ReplayResult? result = null;
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    using ReplayRun run = new(module, events, cancellation);
                    result = run.Run();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            events.Header.Stack + HostStack)
        {
            IsBackground = true,
            Name = "Ngixi replay",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>Frees the compiled code, after the replays that run.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            foreach (ReplayModule module in modules.Values)
            {
                module.Dispose();
            }

            modules.Clear();
        }
    }

    private ReplayModule ModuleFor(RecordingHeader header)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            (int, bool) kind = (header.Stack, header.Fuel is not null);
            if (!modules.TryGetValue(kind, out ReplayModule? module))
            {
                modules.Add(kind, module = new ReplayModule(wasm, sha256, parsed, header, isDebugged));
            }

            return module;
        }
    }
}
