using Ngixi.Bindgen.Native;

namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>Reads the values of a raw call as their bits alone: a slot has more bytes than its value, and those mean nothing.</summary>
internal sealed unsafe class SlotBits
{
    private readonly bool[] isWide;
    private readonly bool? isResultWide;

    /// <param name="signature">The wasm signature, for example <c>(i32 i64) -&gt; i32</c>.</param>
    public SlotBits(string signature)
    {
        isWide = [.. SignatureText.Parameters(signature).Select(IsWide)];
        isResultWide = SignatureText.Results(signature) is [.., var result] ? IsWide(result) : null;
    }

    public int ParameterCount => isWide.Length;

    public void ReadArguments(ValueSlot* slots, Span<long> arguments)
    {
        for (int i = 0; i < isWide.Length; i++)
        {
            arguments[i] = Read(slots[i], isWide[i]);
        }
    }

    public long? ReadResult(ValueSlot* slots) => isResultWide is { } isResult ? Read(slots[0], isResult) : null;

    private static bool IsWide(string type) => type.EndsWith("64", StringComparison.Ordinal);

    private static long Read(in ValueSlot slot, bool isWide) => isWide ? slot.Int64 : slot.UInt32;
}
