using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Ngixi.Bindgen.Runtime.Values;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Exports;

/// <summary>An export of which the name alone is known, to be called with the bits of its arguments.</summary>
internal sealed unsafe class RawExport
{
    private readonly GuestExports exports;
    private readonly FunctionHandle function;
    private readonly SlotBits bits;
    private readonly string name;

    private RawExport(Instance instance, string name, string signature)
    {
        this.name = name;
        Signature = signature;
        bits = new SlotBits(signature);
        exports = GuestExports.Raw(instance);
        function = exports.Find(instance, name);
    }

    /// <summary>Gets the signature, for example <c>(i32 i64) -&gt; i32</c>.</summary>
    public string Signature { get; }

    public int ParameterCount => bits.ParameterCount;

    /// <summary>Finds an export.</summary>
    /// <returns>The export; null where there is no such function of numbers with one result at most.</returns>
    public static RawExport? Find(Instance instance, string name) =>
        instance.GetFunction(name) is { Results.Count: <= 1 } function
            && ContractSentences.Signature(function.Parameters, function.Results) is var signature
            && SignatureText.HasNumbersAlone(signature)
            ? new RawExport(instance, name, signature)
            : null;

    /// <summary>Calls the export; observers are told.</summary>
    /// <param name="arguments">The bits of the arguments, an <c>i32</c> or <c>f32</c> in the lower half.</param>
    /// <returns>The bits of the result; null where there is none.</returns>
    /// <exception cref="WasmtimeException">The guest trapped.</exception>
    public long? Call(ReadOnlySpan<long> arguments)
    {
        int count = Math.Max(arguments.Length, 1);
        ValueSlot* slots = stackalloc ValueSlot[count];
        for (int i = 0; i < arguments.Length; i++)
        {
            slots[i].Int64 = arguments[i];
        }

        exports.Call(name, bits, function, slots, count);
        return bits.ReadResult(slots);
    }
}
