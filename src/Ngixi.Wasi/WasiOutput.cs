using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <summary>Where a guest's standard output or error goes. All of it comes on the thread that runs the guest.</summary>
public abstract class WasiOutput
{
    /// <summary>The bytes of a line, after which it is cut in two.</summary>
    public const int MaxLineBytes = 64 * 1024;

    private protected WasiOutput()
    {
    }

    /// <summary>Gets an output that is thrown away.</summary>
    public static WasiOutput Nowhere { get; } = new NoOutput();

    /// <summary>Makes an output that goes to the log of the guest's module by line.</summary>
    /// <param name="log">The log. Its limits hold.</param>
    /// <param name="level">The level of each line.</param>
    /// <param name="target">The target of each line, which levels of the log may be set for.</param>
    /// <returns>The output.</returns>
    public static WasiOutput ToLog(GuestLog log, LogLevel level = LogLevel.Information, string target = "stdout")
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(target);
        return new LineOutput(context =>
        {
            ILog own = log.ForInstance(context);
            return line => own.WriteEvent(level, target, line, null);
        });
    }

    /// <summary>Makes an output that is handed over by line.</summary>
    /// <param name="write">
    /// Takes a line without its end. What is not UTF-8 is U+FFFD in it. The last line comes at the end of the guest, if nothing ends it.
    /// An exception traps the guest.
    /// </param>
    /// <returns>The output.</returns>
    public static WasiOutput ToLines(Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new LineOutput(_ => write);
    }

    /// <summary>Makes an output that goes to a stream as it is.</summary>
    /// <param name="stream">The stream, which stays open. It must accept writes of as many threads as run guests.</param>
    /// <returns>The output.</returns>
    public static WasiOutput ToStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new StreamOutput(stream);
    }

    internal abstract WasiWriter ForInstance(GuestContext context);

    private sealed class NoOutput : WasiOutput
    {
        internal override WasiWriter ForInstance(GuestContext context) => new();
    }

    private sealed class StreamOutput(Stream stream) : WasiOutput
    {
        internal override WasiWriter ForInstance(GuestContext context) => new StreamWriter(stream);
    }

    private sealed class LineOutput(Func<GuestContext, Action<string>> forInstance) : WasiOutput
    {
        internal override WasiWriter ForInstance(GuestContext context) => new LineWriter(forInstance(context));
    }

    private sealed class StreamWriter(Stream stream) : WasiWriter
    {
        public override void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        public override void Flush() => stream.Flush();
    }
}
