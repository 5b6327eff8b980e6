using System.Globalization;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime.Exports;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording.Format;
using Wasmtime;
using NativeGuest = Ngixi.Bindgen.Runtime.Instances.GuestInstance;

namespace Ngixi.Hosting.Recording;

/// <summary>One replay: does what the host did, answers what the guest asks, and compares. On one thread.</summary>
/// <remarks>
/// The reader stands at the next event. Who handles it moves on. The guest runs in <see cref="Call"/> and while the instance is made;
/// what it asks comes to <see cref="Import"/>.
/// </remarks>
internal sealed class ReplayRun : IDisposable
{
    private readonly ReplayModule module;
    private readonly EventReader events;
    private readonly CancellationToken cancellation;
    private readonly Store store;
    private readonly bool isSameModule;
    private readonly Dictionary<string, RawExport> exports = new(StringComparer.Ordinal);
    private Instance? instance;
    private NativeGuest? guest;
    private ulong memory;
    private bool isStopped;
    private bool isOver;
    private Exception? failure;

    // The host's call, for messages.
    private long calls;
    private string? export;
    private int depth;

    // The call of an import that is answered; null outside of one.
    private (ImportName Import, long[] Arguments)? current;

    // Where another build of the guest has what the call points to; null for the same build, where all is at its place.
    private PointerMap? pointers;

    private long exportCalls;
    private long importCalls;
    private long bytesCompared;
    private long bytesWritten;
    private long failedCalls;
    private bool isMemoryCompared;
    private string? cutReason;
    private long? divergedAt;

    public ReplayRun(ReplayModule module, EventReader events, CancellationToken cancellation)
    {
        this.module = module;
        this.events = events;
        this.cancellation = cancellation;
        isSameModule = module.Sha256 == events.Header.Sha256;
        store = new Store(module.Engine, this);
        store.SetLimits(events.Header.Memory, (uint)events.Header.TableElements, instances: 1, tables: 1, memories: 1);
        store.SetEpochDeadlineCallback(static store => ((ReplayRun)store.GetData()!).Tick());
    }

    /// <summary>Replays all.</summary>
    /// <exception cref="GuestReplayException">The guest does something else.</exception>
    /// <exception cref="RecordingFormatException">The file is damaged.</exception>
    public ReplayResult Run()
    {
        // What ends a guest that runs on where it did not.
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static engine => ((Engine)engine!).IncrementEpoch(), module.Engine);
        events.Next();
        while (!isOver)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
        }

        return new ReplayResult
        {
            Module = events.Header.Module,
            ExportCalls = exportCalls,
            ImportCalls = importCalls,
            BytesCompared = bytesCompared,
            BytesWritten = bytesWritten,
            FailedCalls = failedCalls,
            IsMemoryCompared = isMemoryCompared,
            CutReason = cutReason,
        };
    }

    /// <summary>Answers the guest, on behalf of an import.</summary>
    public long Import(ImportName import, NativeGuest caller, ReadOnlySpan<long> arguments)
    {
        guest ??= caller;
        if (failure is not null || isOver)
        {
            throw new Unwinding();
        }

        try
        {
            return Answer(import, arguments);
        }
        catch (Exception exception) when (exception is not (RecordedFailure or Unwinding or TimeoutException))
        {
            // Until the host's own frame of the replay has it.
            failure ??= exception;
            throw new Unwinding();
        }
    }

    public void Dispose() => store.Dispose();

    private void Step()
    {
        switch (events.Kind)
        {
            case EventKind.CallBegan:
                EndResult();
                isStopped = false;
                if (events.Header.Fuel is { } fuel)
                {
                    store.Fuel = fuel;
                }

                events.Next();
                break;
            case EventKind.InstanceBegan when instance is null:
                events.Next();
                MakeInstance();
                break;
            case EventKind.Ended:
                EndResult();
                CompareEnd();
                isOver = true;
                break;
            case EventKind.Cut or EventKind.None:
                EndEarly();
                break;
            default:
                ActAsHost();
                break;
        }
    }

    // What the host does at the end of a call, and within an import.
    private void ActAsHost()
    {
        switch (events.Kind)
        {
            case EventKind.Read:
                CompareRead();
                break;
            case EventKind.Write:
                Write();
                break;
            case EventKind.ExportBegan:
                Call();
                break;
            default:
                throw OutOfPlace();
        }
    }

    private void MakeInstance()
    {
        (EventOutcome outcome, string text) = RunGuest(() => instance = module.Linked.Instantiate(store));
        if (isOver)
        {
            return;
        }

        ExpectEnd(EventKind.InstanceMade, "the instance", outcome, null, text, "the instance is made");
        if (instance is not null)
        {
            guest = NativeGuest.Of(instance);
        }
    }

    private void Call()
    {
        RequireKey();
        if (instance is null)
        {
            throw OutOfPlace();
        }

        PointerMap? outerPointers = pointers;
        if (depth == 0)
        {
            EndResult();
            outerPointers = null;
        }

        string name = events.Export;
        long[] arguments = events.Arguments.ToArray();
        string? outer = export;
        export = name;
        exportCalls++;
        calls += depth == 0 ? 1 : 0;
        RawExport found = FindExport(name, arguments.Length);
        events.Next();
        pointers = events.Kind == EventKind.Write ? MapOfArguments(name) : null;
        while (events.Kind == EventKind.Write)
        {
            Write();
        }

        pointers = null;
        long? result = null;
        depth++;
        (EventOutcome outcome, string text) = RunGuest(() => result = found.Call(arguments));
        depth--;
        if (isOver)
        {
            return;
        }

        CompareGrowth();
        PointerMap? ofResult = isSameModule || events.Kind != EventKind.ExportEnded ? null : MapOfResult(name, events.Result, result);
        ExpectEnd(
            EventKind.ExportEnded,
            name,
            outcome,
            ofResult is null ? result : events.Result,
            text,
            $"{Name(name)} returned");

        // What the host reads of the result comes next. In an import it is mixed with what that reads.
        pointers = depth == 0 ? ofResult : outerPointers;
        failedCalls += outcome == EventOutcome.Returned ? 0 : 1;
        export = depth == 0 ? export : outer;
    }

    /// <summary>Runs the guest, and says how that ended; what the replay itself failed with goes on.</summary>
    private (EventOutcome Outcome, string Text) RunGuest(Action run)
    {
        store.SetEpochDeadline(1);
        StopIfRecorded();
        try
        {
            run();
            Rethrow();
            return (EventOutcome.Returned, "");
        }
        catch (Exception exception) when (exception is WasmtimeException or InvalidOperationException)
        {
            Rethrow();
            EventOutcome outcome = Ending.Of(exception, isStopped);
            return (outcome, exception is TrapException trap && outcome == EventOutcome.Trapped
                ? Ending.TrapOf(trap)
                : (exception.InnerException ?? exception).Message);
        }
    }

    private void Rethrow()
    {
        if (failure is { } exception && !isOver)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }
    }

    // The guest looks at its time where it looked when it was recorded, so it ends at the same place, or before.
    private void StopIfRecorded()
    {
        if (events.Kind is EventKind.Stopped or EventKind.None or EventKind.Cut or EventKind.Ended)
        {
            module.Engine.IncrementEpoch();
        }
    }

    private ulong Tick()
    {
        if (cancellation.IsCancellationRequested)
        {
            failure ??= new OperationCanceledException(cancellation);
            throw new Unwinding();
        }

        if (failure is not null || isOver)
        {
            throw new Unwinding();
        }

        switch (events.Kind)
        {
            case EventKind.Stopped:
                isStopped = true;
                events.Next();
                throw new TimeoutException("The guest's time was over.");
            case EventKind.None or EventKind.Cut or EventKind.Ended:
                EndEarly();
                throw new Unwinding();
            default:
                // The epoch of another replay by the same engine.
                return 1;
        }
    }

    private long Answer(ImportName import, ReadOnlySpan<long> arguments)
    {
        if (events.Kind is EventKind.Cut or EventKind.None)
        {
            EndEarly();
            throw new Unwinding();
        }

        if (events.Kind == EventKind.Stopped)
        {
            Tick();
        }

        CompareGrowth();
        RequireKey();
        if (events.Kind != EventKind.ImportBegan
            || events.Import.Module != import.Module
            || events.Import.Name != import.Name
            || events.Arguments.Length != arguments.Length
            || (isSameModule && !events.Arguments.SequenceEqual(arguments)))
        {
            string actual = Called(import, arguments);
            throw Diverges(RecordedNext(), actual);
        }

        importCalls++;
        long[] passed = arguments.ToArray();
        long[] recorded = events.Arguments.ToArray();
        PointerMap? outerPointers = pointers;
        if (!isSameModule)
        {
            KnownFunction? known = module.Text.FindImport(import.Module, import.Name);
            pointers = new PointerMap(recorded, passed, known is null ? null : ParameterSlots.Of(known, passed.Length));
            if (pointers.FirstOther() >= 0)
            {
                string actual = Called(import, arguments);
                throw Diverges(RecordedNext(), actual);
            }
        }

        events.Next();
        (ImportName, long[])? outer = current;
        while (events.Kind != EventKind.ImportEnded)
        {
            if (events.Kind is EventKind.None or EventKind.Cut)
            {
                EndEarly();
                throw new Unwinding();
            }

            current = (import, passed);
            ActAsHost();
            if (isOver)
            {
                throw new Unwinding();
            }
        }

        if (pointers?.IsSame(guest!.Memory.Length) == false)
        {
            throw Diverges(Called(import, recorded, (_, _) => null), Called(import, passed));
        }

        current = outer;
        pointers = outerPointers;
        RequireKey();
        (EventOutcome outcome, long? result, string reason) = (events.Outcome, events.Result, events.Reason);
        events.Next();
        if (outcome != EventOutcome.Returned)
        {
            throw new RecordedFailure(reason);
        }

        StopIfRecorded();
        return result ?? 0;
    }

    private RawExport FindExport(string name, int argumentCount)
    {
        if (!exports.TryGetValue(name, out RawExport? found))
        {
            found = RawExport.Find(instance!, name) ?? throw Diverges(
                $"the host called {Name(name)}", "the guest exports no such function");
            exports.Add(name, found);
        }

        return found.ParameterCount == argumentCount
            ? found
            : throw Diverges(
                $"the host called {Name(name)} with {argumentCount} arguments", $"the guest exports it as {found.Signature}");
    }

    private void CompareRead()
    {
        RequireKey();
        ReadOnlySpan<byte> now = Memory();
        ReadOnlySpan<byte> recorded = events.Content.Span;
        Span<byte> hash = stackalloc byte[SecretBox.HashBytes];
        if (events.IsSecret)
        {
            events.Secrets!.Hash(now, hash);
        }

        bool isSame = pointers is not null && !events.IsSecret
            ? pointers.Compare(recorded, now, guest!.Memory.Length)
            : recorded.SequenceEqual(events.IsSecret ? hash : now);
        if (!isSame)
        {
            string where = WhereRead((uint)events.Address);
            throw events.IsSecret
                ? Diverges($"{where} is a secret of {events.ByteCount:N0} bytes", $"{where} is another")
                : Diverges($"{where} is {CallText.Bytes(recorded)}", $"{where} is {CallText.Bytes(now)}");
        }

        bytesCompared += now.Length;
        events.Next();
    }

    private void Write()
    {
        RequireKey();
        events.Content.Span.CopyTo(Memory());
        bytesWritten += events.ByteCount;
        events.Next();
    }

    /// <summary>Gets the memory of the event.</summary>
    private Span<byte> Memory()
    {
        int count = events.ByteCount;
        ulong address = pointers?.Translate(events.Address, count) ?? events.Address;
        return guest is not null && address <= uint.MaxValue && guest.Memory.Contains((uint)address, (ulong)count)
            ? guest.Memory.Read((uint)address, count)
            : throw Diverges(
                $"the host used {count:N0} bytes at {address:N0} of the guest's memory",
                $"its memory has {guest?.Memory.Length ?? 0:N0} bytes");
    }

    private void CompareGrowth()
    {
        ulong recorded = memory;
        if (events.Kind == EventKind.Grown)
        {
            recorded = events.Address;
            events.Next();
        }

        memory = guest?.Memory.Length ?? 0;
        if (memory != recorded && isSameModule)
        {
            throw Diverges($"the guest's memory has {recorded:N0} bytes", $"it has {memory:N0}");
        }
    }

    private void CompareEnd()
    {
        if (!isSameModule || events.Content.IsEmpty || guest is null || events.Secrets is null != (events.Header.KeyCheck.Length == 0))
        {
            return;
        }

        if (!MemoryHash.Of(guest, events.Secrets).AsSpan().SequenceEqual(events.Content.Span) || guest.Memory.Length != events.Address)
        {
            throw Diverges(
                $"the guest's memory at the end, of {events.Address:N0} bytes",
                "another content of it. The guest does something else in its own code, or the host wrote its memory by other means "
                + "than a recording sees");
        }

        isMemoryCompared = true;
    }

    // The arguments of an export are in an area of the guest's, behind two words.
    private PointerMap? MapOfArguments(string name)
    {
        if (isSameModule)
        {
            return null;
        }

        uint area = module.Text.AreasFor(name).Select(AddressOf).FirstOrDefault(address => address > 1);
        return area == 0 ? null : new PointerMap([(long)events.Address - 8], [area], null);
    }

    private uint AddressOf(string area) => instance!.GetGlobal(area) is { Kind: ValueKind.Int32 } global
        ? (uint)(int)global.GetValue()!
        : RawExport.Find(instance, area) is { ParameterCount: 0, Signature: "() -> i32" } function ? (uint)function.Call([])!.Value
        : 0;

    // A result that is no number is a pointer, in the upper half of 64 bits, or alone.
    private PointerMap? MapOfResult(string name, long? recorded, long? actual)
    {
        if (recorded is not { } was || actual is not { } now || was == now)
        {
            return null;
        }

        bool mayPoint = module.Text.FindExport(name)?.HasPointerResult != false;
        bool isPair = was is < 0 or > uint.MaxValue;
        PointerMap map = isPair
            ? new PointerMap([was >>> 32, was & uint.MaxValue], [now >>> 32, now & uint.MaxValue], null)
            : new PointerMap([was], [now], null);
        return mayPoint && map.IsSame(guest!.Memory.Length) ? map : null;
    }

    private void EndResult()
    {
        if (depth == 0 && pointers is { } ofResult && guest is not null)
        {
            pointers = null;
            if (!ofResult.IsSame(guest.Memory.Length))
            {
                throw Diverges($"what {Name(export ?? "the export")} returned", "what it points to is something else");
            }
        }
    }

    private void EndEarly()
    {
        isOver = true;
        cutReason = events.Kind == EventKind.Cut ? events.Reason
            : events.IsTorn ? "The process that recorded it ended within a block."
            : "The process that recorded it ended before.";
    }

    private void ExpectEnd(EventKind kind, string what, EventOutcome outcome, long? result, string text, string returned)
    {
        RequireKey();
        if (events.Kind != kind)
        {
            throw Diverges(RecordedNext(), outcome == EventOutcome.Returned ? returned : $"{what} ended: {text}");
        }

        bool isSame = events.Outcome == outcome
            && events.Result == result
            && (outcome != EventOutcome.Trapped || events.Reason == text);
        if (!isSame)
        {
            throw Diverges(
                $"{Name(what)} {Ended(events.Outcome, events.Result, events.Reason)}", $"{Name(what)} {Ended(outcome, result, text)}");
        }

        events.Next();
    }

    private static string Ended(EventOutcome outcome, long? result, string reason) => outcome switch
    {
        EventOutcome.Returned => result is { } bits ? $"returned {CallText.Number(bits)}" : "returned",
        EventOutcome.Trapped => $"trapped: {reason}",
        EventOutcome.Stopped => "was ended at its deadline",
        _ => $"was ended by the host: {UntrustedText.Escape(reason)}",
    };

    private void RequireKey()
    {
        if (events.IsLocked)
        {
            throw new InvalidOperationException(
                "The recording has secrets, and a replay gives them to the guest: pass the key that it was recorded with.");
        }
    }

    private string Name(string name) => module.Text.FindExport(name)?.Method ?? UntrustedText.Escape(name);

    private string Called(ImportName import, ReadOnlySpan<long> arguments) => Called(
        import,
        arguments,
        (address, count) => guest is not null && count <= int.MaxValue && guest.Memory.Contains(address, count)
            ? guest.Memory.Read(address, (int)count).ToArray()
            : null);

    private string Called(ImportName import, ReadOnlySpan<long> arguments, BytesAt bytesAt) =>
        "the guest called " + CallText.Of(
            import.FullName, module.Text.FindImport(import.Module, import.Name), arguments, bytesAt);

    /// <summary>Says what was recorded, and reads on for that: nothing is replayed after it.</summary>
    private string RecordedNext()
    {
        switch (events.Kind)
        {
            case EventKind.ImportBegan:
                (string importModule, string name, string _) = events.Import;
                long[] arguments = events.Arguments.ToArray();
                return "the guest called " + CallText.Of(
                    $"{importModule}.{name}", module.Text.FindImport(importModule, name), arguments, ReadAhead());
            case EventKind.ExportEnded:
                return $"{Name(export ?? "the export")} {Ended(events.Outcome, events.Result, events.Reason)}";
            case EventKind.Ended:
                return "the instance was dropped";
            default:
                return $"the host went on ({events.Kind})";
        }
    }

    private BytesAt ReadAhead()
    {
        Dictionary<ulong, byte[]> read = [];
        long first = events.Number;
        try
        {
            for (events.Next(); events.Kind == EventKind.Read && read.Count < 16; events.Next())
            {
                if (!events.IsSecret)
                {
                    read.TryAdd(events.Address, events.Content.ToArray());
                }
            }
        }
        catch (RecordingFormatException)
        {
            // What was read of the call is enough to name it.
        }

        divergedAt = first;
        return (address, count) => read.TryGetValue(address, out byte[]? bytes) && bytes.Length <= count ? bytes : null;
    }

    /// <summary>Names what the host read: a parameter, where it is one of a contract.</summary>
    private string WhereRead(uint address)
    {
        if (current is not ({ } import, { } arguments))
        {
            return $"the result of {Name(export ?? "the export")}";
        }

        KnownFunction? known = module.Text.FindImport(import.Module, import.Name);
        ParameterSlots? slots = known is null
            ? null
            : ParameterSlots.Of(known, arguments.Length)
                .FirstOrDefault(parameter => (parameter.IsSequence || parameter.IsPointer) && arguments[parameter.First] == address);
        string call = known?.Method ?? UntrustedText.Escape(import.FullName);
        return slots is null
            ? string.Create(CultureInfo.InvariantCulture, $"what {call} reads at {address}")
            : $"{UntrustedText.Escape(slots.Name)} of {call}";
    }

    private GuestReplayException Diverges(string recorded, string actual) =>
        new(events.Header.Module, calls, export, divergedAt ?? events.Number, recorded, actual);

    private RecordingFormatException OutOfPlace() =>
        new($"Event {events.Number:N0} of the recording ({events.Kind}) is out of its place.");
}
