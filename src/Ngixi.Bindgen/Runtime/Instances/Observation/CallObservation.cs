using System.Diagnostics;
using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>Tells the observers of a store of the calls of one instance. An instance without observers has none.</summary>
internal sealed unsafe class CallObservation(GuestInstance instance, GuestObserver[] observers)
{
    private readonly bool observesMemory = observers.Any(observer => observer.ObservesMemory);

    // The open calls, the outermost first, and behind them those that are kept to be used again.
    private readonly List<OpenCall> calls = [];
    private readonly List<(uint Address, int ByteCount)> lent = [];
    private int openCount;

    // Where arguments of the next export stand, and where others stand in part that were given up.
    private readonly List<(uint Address, int ByteCount)> placed = [];
    private long latest;
    private long bytesRead;
    private long bytesWritten;

    /// <summary>Begins a call of an import.</summary>
    /// <param name="import">The import.</param>
    /// <param name="caller">Wasmtime's caller, which is another for each call that has not ended.</param>
    /// <param name="slots">The arguments.</param>
    public void BeginImport(ImportName import, nint caller, ValueSlot* slots)
    {
        OpenCall call = Open(import.Bits, slots);
        call.Import = import;
        call.Caller = caller;
        foreach (GuestObserver observer in observers)
        {
            observer.ImportBegan(call.AsImport(instance.Context));
            call.Told++;
        }
    }

    /// <summary>Begins a call of an export.</summary>
    public void BeginExport(string export, SlotBits bits, ValueSlot* slots, bool isSecret = false)
    {
        bool isNested = openCount > 0;
        if (isNested)
        {
            // The guest is about to see what the host has written so far.
            TellLent(calls[openCount - 1].FirstLent);
        }

        OpenCall call = Open(bits, slots);
        call.Import = null;
        call.Caller = 0;
        call.Export = export;
        call.IsNested = isNested;
        call.IsSecret = isSecret;
        try
        {
            foreach (GuestObserver observer in observers)
            {
                observer.ExportBegan(call.AsExport(instance.Context));
                call.Told++;
            }

            foreach ((uint address, int byteCount) in placed)
            {
                Wrote(address, byteCount);
            }
        }
        catch (Exception exception)
        {
            End(CallOutcome.Trapped, exception, null);
            throw;
        }
        finally
        {
            placed.Clear();
        }
    }

    /// <summary>
    /// Notes that arguments of an export are about to be written in the guest's memory, where no more than this changes. They may be given
    /// up when some of them are written.
    /// </summary>
    public void BeginArguments(uint address, int byteCount) => placed.Add((address, byteCount));

    /// <summary>Notes the arguments of the export that is about to be called.</summary>
    /// <param name="address">Where they are.</param>
    /// <param name="byteCount">How many bytes they have.</param>
    /// <param name="isBegun">Whether <see cref="BeginArguments"/> was the last to note some, and these are what became of them.</param>
    public void PlaceArguments(uint address, int byteCount, bool isBegun)
    {
        if (isBegun && placed.Count > 0)
        {
            placed.RemoveAt(placed.Count - 1);
        }

        placed.Add((address, byteCount));
    }

    /// <summary>Ends the call that was begun last.</summary>
    public void End(CallOutcome outcome, Exception? exception, string? error)
    {
        if (openCount == 0)
        {
            return; // The observers are others than when the call began.
        }

        OpenCall call = calls[openCount - 1];
        TellLent(call.FirstLent);
        lent.RemoveRange(call.FirstLent, lent.Count - call.FirstLent);
        CallEnd end = new(
            outcome,
            exception,
            error,
            outcome == CallOutcome.Trapped ? null : call.Result,
            Stopwatch.GetElapsedTime(call.Began),
            bytesRead - call.BytesReadBefore,
            bytesWritten - call.BytesWrittenBefore);
        for (int i = call.Told - 1; i >= 0; i--)
        {
            try
            {
                if (call.Import is null)
                {
                    observers[i].ExportEnded(call.AsExport(instance.Context), end);
                }
                else
                {
                    observers[i].ImportEnded(call.AsImport(instance.Context), end);
                }
            }
            catch (Exception failure)
            {
                // The call has ended already. This goes where exceptions of tasks go that nobody waits for.
                _ = Task.FromException(failure);
            }
        }

        openCount--;
    }

    /// <summary>
    /// Ends a call of an import that traps or fails, if it is the one that was begun last: it may have been refused before it began.
    /// </summary>
    public void EndImport(nint caller, CallOutcome outcome, Exception? exception, string? error)
    {
        if (openCount > 0 && calls[openCount - 1].Caller == caller)
        {
            End(outcome, exception, error);
        }
    }

    /// <summary>
    /// Notes a buffer of the guest that the host may write until the call ends. Outside of calls there is nobody to tell.
    /// </summary>
    public void Lend(uint address, int byteCount)
    {
        if (openCount > 0)
        {
            lent.Add((address, byteCount));
        }
    }

    /// <summary>Notes memory that the host reads, and that was checked.</summary>
    public void Read(uint address, int byteCount)
    {
        bytesRead += byteCount;
        if (observesMemory)
        {
            foreach (GuestObserver observer in observers)
            {
                if (observer.ObservesMemory)
                {
                    observer.MemoryRead(instance.Context, address, instance.Memory.Read(address, byteCount));
                }
            }
        }
    }

    /// <summary>Notes memory that the host wrote.</summary>
    public void Wrote(uint address, int byteCount)
    {
        bytesWritten += byteCount;
        if (observesMemory && byteCount > 0)
        {
            foreach (GuestObserver observer in observers)
            {
                if (observer.ObservesMemory)
                {
                    observer.MemoryWritten(instance.Context, address, instance.Memory.Read(address, byteCount));
                }
            }
        }
    }

    private void TellLent(int first)
    {
        for (int i = first; i < lent.Count; i++)
        {
            Wrote(lent[i].Address, lent[i].ByteCount);
        }
    }

    private OpenCall Open(SlotBits bits, ValueSlot* slots)
    {
        if (openCount == calls.Count)
        {
            calls.Add(new OpenCall());
        }

        OpenCall call = calls[openCount++];
        call.Begin(++latest, bits, slots);
        call.FirstLent = lent.Count;
        call.BytesReadBefore = bytesRead;
        call.BytesWrittenBefore = bytesWritten;
        return call;
    }

    private sealed class OpenCall
    {
        private long[] arguments = [];
        private SlotBits? bits;
        private ValueSlot* slots;
        private long number;

        /// <summary>Gets or sets the import; null for a call of an export.</summary>
        public ImportName? Import { get; set; }

        public string Export { get; set; } = "";

        public nint Caller { get; set; }

        public bool IsNested { get; set; }

        public bool IsSecret { get; set; }

        public int FirstLent { get; set; }

        public long BytesReadBefore { get; set; }

        public long BytesWrittenBefore { get; set; }

        /// <summary>Gets or sets how many observers were told that it began.</summary>
        public int Told { get; set; }

        public long Began { get; private set; }

        public long? Result => bits!.ReadResult(slots);

        private ReadOnlySpan<long> Arguments => arguments.AsSpan(0, bits!.ParameterCount);

        public void Begin(long number, SlotBits bits, ValueSlot* slots)
        {
            this.number = number;
            this.bits = bits;
            this.slots = slots;
            Told = 0;
            if (arguments.Length < bits.ParameterCount)
            {
                arguments = new long[bits.ParameterCount];
            }

            bits.ReadArguments(slots, arguments);
            Began = Stopwatch.GetTimestamp();
        }

        public ImportCall AsImport(GuestContext guest) => new(guest, Import!, number, Arguments);

        public ExportCall AsExport(GuestContext guest) => new(guest, Export, number, IsNested, IsSecret, Arguments);
    }
}
