using System.Text;
using Ngixi.Bindgen;
using Ngixi.Hosting.Health;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording.Format;
using Wasmtime;

namespace Ngixi.Hosting.Recording;

/// <summary>Records one instance: is told of its calls before all other observers, so that what those refuse is in the file.</summary>
internal sealed class InstanceRecorder : GuestObserver, IDisposable
{
    private const string Support = "ngixi";

    private readonly string module;
    private readonly RecordingOptions options;
    private readonly HashSet<string> secretNames;
    private readonly SecretBox? secrets;
    private readonly EventWriter writer;
    private readonly Action<string> report;
    private readonly Dictionary<(string Module, string Name), (int Number, bool IsSecret)> imports = [];
    private readonly Dictionary<string, (int Number, bool IsSecret)> exports = new(StringComparer.Ordinal);

    // Whether each of the calls that have not ended is secret, and the one that ended last.
    private readonly Stack<bool> open = [];
    private bool wasSecret;

    // Whether what the guest takes next of a large result, or of the text of an error, is of a secret call.
    private bool isParkedSecret;
    private ulong memory;
    private bool isStopped;
    private bool isBeingMade;
    private bool isEnded;

    public InstanceRecorder(string path, ModuleVersion version, GuestEngineOptions engine, RecordingOptions options, Action<string> report)
    {
        module = version.Manifest.Name;
        this.options = options;
        this.report = report;
        secretNames = new HashSet<string>(options.Secret, StringComparer.Ordinal);
        byte[] salt = [];
        if (!options.Key.IsEmpty)
        {
            salt = System.Security.Cryptography.RandomNumberGenerator.GetBytes(SecretBox.SaltBytes);
            secrets = new SecretBox(options.Key.Span, salt);
        }

        writer = new EventWriter(new BlockFileWriter(path, options.MaxBytes), secrets);
        ModuleLimits limits = version.Manifest.Limits;
        Begin(new RecordingHeader
        {
            Module = module,
            Sha256 = version.Sha256,
            Toolkit = ToolkitVersion.Text,
            Wasmtime = WasmtimeVersion.Managed.ToString(),
            Stack = engine.GuestStack,
            Memory = limits.Memory,
            TableElements = limits.TableElements,
            Fuel = limits.Fuel,
            Salt = salt,
            KeyCheck = secrets?.Check ?? [],
        });
    }

    public override bool ObservesMemory => true;

    /// <summary>Gets why the instance is to end; null while its recording goes on, and where it may run without.</summary>
    public GuestLimitException? Reached { get; private set; }

    /// <summary>Notes that the host enters the guest, and gives it its fuel.</summary>
    public void BeginCall()
    {
        RequireRoom();
        isStopped = false;
        TryBegin(EventKind.CallBegan);
    }

    /// <summary>Notes that the instance is about to be made.</summary>
    public void BeginInstance()
    {
        isBeingMade = true;
        TryBegin(EventKind.InstanceBegan);
    }

    /// <summary>Notes that the instance is made, or why it is not.</summary>
    public void EndInstance(Exception? exception)
    {
        isBeingMade = false;
        if (TryBegin(EventKind.InstanceMade))
        {
            WriteEnd(OutcomeOf(exception), null, ReasonOf(exception));
        }
    }

    /// <summary>Notes that the guest's time is over.</summary>
    public void Stop()
    {
        if (!isStopped && TryBegin(EventKind.Stopped))
        {
            isStopped = true;
        }
    }

    /// <summary>Ends the recording with its instance.</summary>
    /// <param name="guest">The guest; null where it was ended within a call, so that its memory is in disorder.</param>
    public void End(Bindgen.Runtime.Instances.GuestInstance? guest)
    {
        if (TryBegin(EventKind.Ended))
        {
            writer.Number(guest?.Memory.Length ?? 0);
            writer.Blob(guest is null ? [] : MemoryHash.Of(guest, secrets));
            Flush();
        }

        Dispose();
    }

    public override void ExportBegan(in ExportCall call)
    {
        if (IsOver())
        {
            return;
        }

        if (!exports.TryGetValue(call.Name, out (int Number, bool IsSecret) export) && TryName(EventKind.ExportName, call.Name))
        {
            writer.Text(call.Name);
            export = (exports.Count, secretNames.Contains(call.Name));
            exports.Add(call.Name, export);
        }

        export.IsSecret |= call.IsSecret;
        RequireKey(call.IsSecret, call.Name);
        bool isSecret = secrets is not null && (export.IsSecret || (open.TryPeek(out bool outer) && outer));
        open.Push(isSecret);
        isParkedSecret = isSecret;
        if (TryBegin(EventKind.ExportBegan, isSecret))
        {
            WriteCall(export.Number, call.Arguments, isSecret);
        }

        RequireRoom();
    }

    public override void ExportEnded(in ExportCall call, in CallEnd end)
    {
        if (isEnded)
        {
            return;
        }

        WriteGrowth(call.Guest);
        wasSecret = open.Pop();
        EventOutcome outcome = end.Outcome == CallOutcome.Returned ? EventOutcome.Returned : OutcomeOf(end.Exception);
        if (TryBegin(EventKind.ExportEnded, wasSecret))
        {
            WriteEnd(outcome, end.Result, ReasonOf(end.Exception), wasSecret);
        }

        if (outcome != EventOutcome.Returned && open.Count == 0)
        {
            Flush();
        }
    }

    public override void ImportBegan(in ImportCall call)
    {
        if (IsOver())
        {
            return;
        }

        if (open.Count == 0 && !isBeingMade)
        {
            Cut($"The host called an export by a delegate of Wasmtime .NET's own, which is not seen, and it called {call.FullName}. "
                + $"Call by the generated Get… methods, or by {nameof(GuestInstance)}.{nameof(GuestInstance.Invoke)}.");
            RequireRoom();
            return;
        }

        WriteGrowth(call.Guest);
        (string Module, string Name) key = (call.Module, call.Name);
        if (!imports.TryGetValue(key, out (int Number, bool IsSecret) import)
            && TryName(EventKind.ImportName, call.Module, call.Name, call.Signature))
        {
            writer.Text(call.Module);
            writer.Text(call.Name);
            writer.Text(call.Signature);
            import = (imports.Count, secretNames.Contains(call.FullName));
            imports.Add(key, import);
        }

        import.IsSecret |= call.IsSecret;
        RequireKey(call.IsSecret, call.FullName);
        bool isSecret = secrets is not null
            && (import.IsSecret || (open.TryPeek(out bool outer) && outer) || (call.Module == Support && isParkedSecret));
        open.Push(isSecret);
        if (TryBegin(EventKind.ImportBegan, isSecret))
        {
            WriteCall(import.Number, call.Arguments, isSecret);
        }

        RequireRoom();
    }

    public override void ImportEnded(in ImportCall call, in CallEnd end)
    {
        if (isEnded)
        {
            return;
        }

        wasSecret = open.Pop();
        isParkedSecret = wasSecret;
        if (TryBegin(EventKind.ImportEnded, wasSecret))
        {
            EventOutcome outcome = end.Outcome == CallOutcome.Trapped ? EventOutcome.HostFailed : EventOutcome.Returned;
            WriteEnd(outcome, end.Result, end.Exception is { } failure ? TextOf(failure) : end.Error ?? "", wasSecret);
        }
    }

    public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
        // A result is read when its call has ended.
        bool isSecret = open.TryPeek(out bool current) ? current : wasSecret;
        if (isSecret && !isEnded)
        {
            if (TryBegin(EventKind.Read, isSecret))
            {
                writer.Number(address);
                writer.Number((ulong)bytes.Length);
                writer.Hash(bytes);
            }

            return;
        }

        WritePieces(EventKind.Read, address, bytes, isSecret);
    }

    public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
        WritePieces(EventKind.Write, address, bytes, open.TryPeek(out bool isSecret) && isSecret);

    public void Dispose()
    {
        isEnded = true;
        writer.Dispose();
        secrets?.Dispose();
    }

    // What Wasmtime throws for a guest has what ended it, if that was the host.
    private EventOutcome OutcomeOf(Exception? exception) => exception switch
    {
        null => EventOutcome.Returned,
        _ => Ending.Of(exception, isStopped),
    };

    private string ReasonOf(Exception? exception) => exception is null ? "" : TextOf(exception.InnerException ?? exception);

    // The text of an exception may have what is secret.
    private string TextOf(Exception exception) =>
        (exception is TrapException trap ? Ending.TrapOf(trap)
            : secrets is not null && wasSecret ? exception.GetType().Name
            : exception.Message) is var text && text.Length <= 1_000
            ? text
            : text[..1_000];

    private void WriteCall(int number, ReadOnlySpan<long> arguments, bool isSecret)
    {
        writer.Number((ulong)number);
        BeginSecret(isSecret);
        writer.Bits(arguments);
        EndSecret(isSecret);
    }

    private void WriteEnd(EventOutcome outcome, long? result, string reason, bool isSecret = false)
    {
        BeginSecret(isSecret);
        writer.Byte((byte)outcome);
        writer.Byte(result is null ? (byte)0 : (byte)1);
        if (result is { } bits)
        {
            writer.Bits(bits);
        }

        writer.Text(reason);
        EndSecret(isSecret);
    }

    private void WritePieces(EventKind kind, uint address, ReadOnlySpan<byte> bytes, bool isSecret)
    {
        for (int at = 0; at < bytes.Length; at += RecordingFormat.PieceBytes)
        {
            if (!TryBegin(kind, isSecret))
            {
                return;
            }

            ReadOnlySpan<byte> piece = bytes[at..Math.Min(bytes.Length, at + RecordingFormat.PieceBytes)];
            writer.Number(address + (ulong)at);
            writer.Number((ulong)piece.Length);
            if (isSecret)
            {
                writer.BeginSecret();
                writer.Raw(piece);
                writer.EndSecret();
            }
            else
            {
                writer.Blob(piece);
            }
        }
    }

    private void WriteGrowth(GuestContext guest)
    {
        ulong now = guest.Instance.Memory.Length;
        if (now != memory && TryBegin(EventKind.Grown))
        {
            writer.Number(now);
            memory = now;
        }
    }

    private void BeginSecret(bool isSecret)
    {
        if (isSecret)
        {
            writer.BeginSecret();
        }
    }

    private void EndSecret(bool isSecret)
    {
        if (isSecret)
        {
            writer.EndSecret();
        }
    }

    private void Begin(RecordingHeader header)
    {
        TryBegin(EventKind.Header);
        writer.Text(header.Module);
        writer.Text(header.Sha256);
        writer.Text(header.Toolkit);
        writer.Text(header.Wasmtime);
        writer.Number((ulong)header.Stack);
        writer.Number((ulong)header.Memory);
        writer.Number((ulong)header.TableElements);
        writer.Byte(header.Fuel is null ? (byte)0 : (byte)1);
        if (header.Fuel is { } fuel)
        {
            writer.Number(fuel);
        }

        writer.Blob(header.Salt);
        writer.Blob(header.KeyCheck);
        Flush();
    }

    private bool TryName(EventKind kind, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Encoding.UTF8.GetByteCount(name) > RecordingFormat.NameBytes)
            {
                Cut($"The name {UntrustedText.Quote(name)} is longer than {RecordingFormat.NameBytes:N0} bytes.");
                return false;
            }
        }

        return TryBegin(kind);
    }

    private bool TryBegin(EventKind kind, bool isSecret = false)
    {
        if (isEnded)
        {
            return false;
        }

        try
        {
            if (writer.TryBegin(kind, isSecret))
            {
                return true;
            }

            CutAtBound();
        }
        catch (IOException exception)
        {
            Cut(exception.Message);
        }

        return false;
    }

    private void Flush()
    {
        if (isEnded)
        {
            return;
        }

        try
        {
            if (!writer.TryFlush())
            {
                CutAtBound();
            }
        }
        catch (IOException exception)
        {
            Cut(exception.Message);
        }
    }

    private void CutAtBound() =>
        Cut($"It has the {options.MaxBytes:N0} bytes of {nameof(RecordingOptions)}.{nameof(RecordingOptions.MaxBytes)}.");

    /// <summary>Ends the recording before its instance.</summary>
    private void Cut(string reason)
    {
        try
        {
            if (writer.TryBegin(EventKind.Cut))
            {
                writer.Text(reason);
                writer.TryFlush(isLast: true);
            }
        }
        catch (IOException)
        {
            // The file ends with its last whole block.
        }

        Dispose();
        report(reason);
        Reached = options.AtBound == RecordingBound.EndInstance
            ? new GuestLimitException(module, "recording", $"nothing runs that is not recorded, and the recording cannot go on. {reason}")
            : null;
    }

    // Nothing of it is written yet.
    private void RequireKey(bool isSecret, string name)
    {
        if (isSecret && secrets is null && !isEnded)
        {
            Cut($"{name} is secret, and the recording has no key: set {nameof(RecordingOptions)}.{nameof(RecordingOptions.Key)}.");
        }
    }

    /// <summary>Gets whether a call runs that is not recorded.</summary>
    private bool IsOver()
    {
        RequireRoom();
        return isEnded;
    }

    private void RequireRoom()
    {
        if (Reached is { } reached)
        {
            throw reached;
        }
    }
}
