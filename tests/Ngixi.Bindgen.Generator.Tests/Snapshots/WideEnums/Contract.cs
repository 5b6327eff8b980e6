namespace Demo;

/// <summary>Values of 64 bits.</summary>
public enum Wide : long
{
    /// <summary>The least.</summary>
    Least = long.MinValue,
    Zero = 0,
    delete = 5,
    Most = long.MaxValue,
}

[Flags]
public enum Bits : ulong { None, High = 1UL << 63, All = ulong.MaxValue }

[WasmImport("env")]
public interface IWideValues
{
    Wide Same(Wide value);
    Bits Flip(Bits value);

    [WasmErrors(typeof(Small))]
    Wide TrySame(Wide value);
}

public enum Small { A }
