using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Exports;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Values;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>The exports of one instance that an interface needs. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class GuestExports
{
    /// <summary>
    /// The global with the address of the area that arguments are placed in, or the function that returns it (docs/abi.md, Exports).
    /// </summary>
    internal const string AreaName = "ngixi_area";

    private const int MaxExports = 2_000;

    private static ReadOnlySpan<byte> AreaNameInUtf8 => "ngixi_area"u8;

    private static readonly SlotBits NoSlots = new("()");
    private static readonly SlotBits AreaSlots = new("() -> i32");

    private readonly nint context;
    private readonly Store store;
    private readonly SafeHandle storeHandle;
    private readonly FunctionHandle[] functions;
    private readonly uint area;
    private readonly ExportContract contract;
    private SlotBits?[]? bits;

    private GuestExports(Instance instance, GuestInstance guest, ExportContract contract)
    {
        Instance = guest;
        this.contract = contract;
        store = WasmtimeInternals.StoreOf(instance);
        storeHandle = WasmtimeInternals.HandleOf(store);
        context = WasmtimeInternals.ContextOf(store);
        FoundExports? found = FoundOf(guest, contract);
        if (found is not null)
        {
            functions = found.Functions;
            area = found.Area;
            return;
        }

        byte[] marker = FittingArea(instance, guest, contract);
        InstanceHandle handle = WasmtimeInternals.HandleOf(instance);
        functions = new FunctionHandle[contract.Names.Count];
        for (int i = 0; i < functions.Length; i++)
        {
            functions[i] = Find(context, handle, contract.Names[i]);
        }

        area = contract.NeedsArea ? AreaOf(handle, marker) : 0;

        // Not while there is no area: that of a guest which was not started may be there later.
        if (area != 0 || !contract.NeedsArea)
        {
            guest.Found = new FoundExports(contract, functions, area, guest.Found);
        }
    }

    // To call exports by their names.
    private GuestExports(Instance instance, GuestInstance guest)
    {
        Instance = guest;
        store = WasmtimeInternals.StoreOf(instance);
        storeHandle = WasmtimeInternals.HandleOf(store);
        context = WasmtimeInternals.ContextOf(store);
        contract = null!;
        functions = [];
    }

    internal GuestInstance Instance { get; }

    /// <summary>Finds the exports.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="contract">The exports that it must have.</param>
    /// <returns>The exports, for as long as the instance's store.</returns>
    /// <exception cref="WasmExportException">
    /// The guest was built for another contract, or one or more are missing, or have another signature; all of it is said.
    /// </exception>
    public static GuestExports Of(Instance instance, ExportContract contract)
    {
        ArgumentNullException.ThrowIfNull(instance);
        ArgumentNullException.ThrowIfNull(contract);
        return new GuestExports(instance, GuestInstance.Of(instance), contract);
    }

    internal static GuestExports Raw(Instance instance) => new(instance, GuestInstance.Of(instance));

    private static FoundExports? FoundOf(GuestInstance guest, ExportContract contract)
    {
        FoundExports? found = guest.Found;
        while (found is not null && !ReferenceEquals(found.Contract, contract))
        {
            found = found.Next;
        }

        return found;
    }

    /// <summary>Gets the export with the address of the area, once the guest is known to fit: by its module, where that is known.</summary>
    private static byte[] FittingArea(Instance instance, GuestInstance guest, ExportContract contract)
    {
        GuestModuleIdentity? module = guest.LinkedModule;
        if (module is not null && contract.AreaOf(module) is { } known)
        {
            return known;
        }

        byte[] area = Encoding.UTF8.GetBytes(Check(instance, contract));
        if (module is not null)
        {
            contract.Fits(module, area);
        }

        return area;
    }

    /// <summary>Checks an instance.</summary>
    /// <returns>The export with the address of its area.</returns>
    private static string Check(Instance instance, ExportContract contract)
    {
        string marker = contract.Markers[0];
        if (contract.Markers.Any(part => !IsAddress(instance, part)))
        {
            ExportFindings findings = contract.Examine(NamesOf(instance, contract));
            if (findings.Differences.Items.Count > 0)
            {
                throw new WasmExportException(
                    contract.Name,
                    $"the guest does not fit this host. {string.Join(' ', findings.Differences.Items.Select(change => change.Message))}");
            }

            marker = findings.Marker ?? AreaName;
        }

        List<string> problems = [.. contract.Exports.Select(export => ProblemOf(instance, export)).OfType<string>()];
        if (contract.NeedsArea && !IsAddress(instance, AreaName))
        {
            problems.Add($"the global or function '{AreaName}' is missing");
        }

        return problems.Count == 0
            ? marker
            : throw new WasmExportException(
                contract.Name,
                $"the guest does not export what it needs: {string.Join("; ", problems)}. Compile it with its stubs: "
                + "in AssemblyScript, with exports.ts as another entry file. In C, include the header of the interface.");
    }

    internal ResultArea ReadArea(GuestReader reader, out byte* payload) => ResultArea.Read(reader, area, AreaName, out payload);

    internal void Call(int function, ValueSlot* slots, int count)
    {
        if (Instance.Observation is null)
        {
            CallUnobserved(functions[function], slots, count);
            return;
        }

        GuestExport export = contract.Exports[function];
        bits ??= new SlotBits?[functions.Length];
        Call(export.Name, bits[function] ??= new SlotBits(export.Signature), functions[function], slots, count, export.IsSecret);
    }

    internal void Call(
        string export, SlotBits bits, FunctionHandle function, ValueSlot* slots, int count, bool isSecret = false)
    {
        if (Instance.Observation is not { } observation)
        {
            CallUnobserved(function, slots, count);
            return;
        }

        observation.BeginExport(export, bits, slots, isSecret);
        try
        {
            CallUnobserved(function, slots, count);
        }
        catch (Exception exception)
        {
            observation.End(CallOutcome.Trapped, exception, null);
            throw;
        }

        observation.End(CallOutcome.Returned, null, null);
    }

    private void CallUnobserved(FunctionHandle function, ValueSlot* slots, int count)
    {
        if (Instance.HasTrapped)
        {
            throw HasTrapped();
        }

        bool isOutermost = Instance.StoreState.EnterGuest(storeHandle);
        if (!isOutermost)
        {
            Instance.Calls.Open();
        }

        bool hasViews = Instance.HasViews;
        nint memoryBefore = hasViews ? Instance.Memory.Start : 0;
        nint trap;
        nint error = NativeMethods.wasmtime_func_call_unchecked(context, &function, slots, (nuint)count, &trap);
        GC.KeepAlive(store);
        bool isGone = false;
        if (isOutermost)
        {
            Instance.EndRun();
            isGone = Instance.StoreState.LeaveGuest(storeHandle);
        }
        else
        {
            Instance.Calls.Close();
        }

        if (error != 0 || trap != 0)
        {
            Instance.HasTrapped = true;
            Instance.DropLeftovers();
            WasmtimeInternals.ThrowIfError(error);
            WasmtimeInternals.ThrowIfTrap(trap);
        }

        if (isGone)
        {
            throw StoreState.WasDisposed();
        }

        if (hasViews)
        {
            RequireViews(memoryBefore);
        }
    }

    private static InvalidOperationException HasTrapped() =>
        new("A call of this instance ended in a trap, which leaves a guest's memory in disorder. Dispose its store, and start another.");

    /// <summary>Checks that the views are good that the calling host method had before the guest ran.</summary>
    private void RequireViews(nint memoryBefore)
    {
        if (Instance.Memory.Start != memoryBefore)
        {
            throw new InvalidOperationException(
                "The guest's memory has moved, and the views of it in the host's method, such as spans, are no longer valid. "
                + "Copy them before the method calls the guest, or make the engine with GuestConfig.Create(), whose memories never move.");
        }

        Instance.HasViews = true;
    }

    /// <summary>The stubs of each assembly have an area of their own; a guest that is written by hand may have one for all.</summary>
    private uint AreaOf(InstanceHandle instance, ReadOnlySpan<byte> marker)
    {
        uint own = AddressOf(instance, marker);
        return own > 1 ? own : AddressOf(instance, AreaNameInUtf8);
    }

    private uint AddressOf(InstanceHandle instance, ReadOnlySpan<byte> name)
    {
        if (!InstanceExports.TryFind(context, instance, name, out ExternHandle item))
        {
            return 0;
        }

        if (item.Kind == ExternHandle.GlobalKind)
        {
            return (uint)InstanceExports.ReadInt32(context, item);
        }

        // A function, as the check has seen.
        ValueSlot result;
        Call(Encoding.UTF8.GetString(name), AreaSlots, item.Function, &result, 1);
        return result.UInt32;
    }

    private static bool IsAddress(Instance instance, string name) =>
        instance.GetGlobal(name)?.Kind == ValueKind.Int32
        || (instance.GetFunction(name) is { } function && IsAddress(function.Parameters, function.Results));

    /// <summary>Gets whether a function returns an address: some languages export functions alone.</summary>
    internal static bool IsAddress(IReadOnlyList<ValueKind> parameters, IReadOnlyList<ValueKind> results) =>
        parameters.Count == 0 && results is [ValueKind.Int32];

    /// <summary>The names of all exports. Wasmtime looks at all of them for each, so there is a limit.</summary>
    private static List<string> NamesOf(Instance instance, ExportContract contract)
    {
        nint context = WasmtimeInternals.ContextOf(WasmtimeInternals.StoreOf(instance));
        InstanceHandle handle = WasmtimeInternals.HandleOf(instance);
        if (NameOf(context, handle, MaxExports) is not null)
        {
            throw new WasmExportException(
                contract.Name,
                $"the guest has more than {MaxExports:N0} exports, and none by which it says that it was built for this host's contract. "
                + "Build it from the host's stubs, or export less.");
        }

        List<string> names = [];
        while (NameOf(context, handle, names.Count) is { } name)
        {
            names.Add(name);
        }

        return names;
    }

    private static string? NameOf(nint context, InstanceHandle instance, int index)
    {
        byte* name;
        nuint length;
        ExternHandle item;
        if (!NativeMethods.wasmtime_instance_export_nth(context, &instance, (nuint)index, &name, &length, &item))
        {
            return null;
        }

        NativeMethods.wasmtime_extern_delete(&item);
        return Encoding.UTF8.GetString(name, (int)length);
    }

    /// <summary>Calls what a guest exports to be called first.</summary>
    internal static void Start(Instance instance, GuestInstance guest)
    {
        foreach (string export in StartExports.Names)
        {
            if (instance.GetFunction(export) is { Parameters.Count: 0, Results.Count: 0 } function)
            {
                Start(instance, guest, export, function);
                return;
            }
        }
    }

    private static void Start(Instance instance, GuestInstance guest, string export, Function function)
    {
        guest.Observation?.BeginExport(export, NoSlots, null);
        try
        {
            Run(instance, guest, function);
        }
        catch (Exception exception)
        {
            guest.Observation?.End(CallOutcome.Trapped, exception, null);
            throw;
        }

        guest.Observation?.End(CallOutcome.Returned, null, null);
    }

    /// <summary>Calls a function of a guest that takes nothing.</summary>
    private static object? Run(Instance instance, GuestInstance guest, Function function)
    {
        object? result;
        SafeHandle store = WasmtimeInternals.HandleOf(WasmtimeInternals.StoreOf(instance));
        bool isOutermost = guest.StoreState.EnterGuest(store);
        bool isGone = false;
        try
        {
            result = function.Invoke();
        }
        catch (WasmtimeException)
        {
            guest.HasTrapped = true;
            throw;
        }
        finally
        {
            if (isOutermost)
            {
                guest.EndRun();
                isGone = guest.StoreState.LeaveGuest(store);
            }
        }

        if (isGone)
        {
            throw StoreState.WasDisposed();
        }

        return result;
    }

    private static string? ProblemOf(Instance instance, GuestExport export)
    {
        Function? function = instance.GetFunction(export.Name);
        if (function is null)
        {
            return $"'{export.Name}' is missing";
        }

        string actual = ContractSentences.Signature(function.Parameters, function.Results);
        return actual == export.Signature ? null : $"'{export.Name}' is {actual}, not {export.Signature}";
    }

    internal FunctionHandle Find(Instance instance, string export) =>
        Find(context, WasmtimeInternals.HandleOf(instance), Encoding.UTF8.GetBytes(export));

    /// <summary>Finds a function that an instance is known to export.</summary>
    internal static FunctionHandle Find(nint context, InstanceHandle instance, ReadOnlySpan<byte> export)
    {
        InstanceExports.TryFind(context, instance, export, out ExternHandle item);
        return item.Function;
    }
}
