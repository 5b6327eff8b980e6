// file
namespace Demo.Types
{
    /// <summary>How grave a message is.</summary>
    public enum Level : byte
    {
        /// <summary>Only of interest to developers.</summary>
        Debug,
        Warning = 3,
        Error = 200,
    }

    [Flags]
    public enum Access { None = 0, Read = 1, Write = 2, All = Read | Write }

    public enum Signed : sbyte { Low = -1, High = 1 }

    public enum Unsigned : uint { Small, Large = uint.MaxValue }
}
// file
namespace Demo
{
    using Demo.Types;

    [WasmImport("env")]
    public interface ILevels
    {
        Level Highest(Level a, Level b);
        Access Grant(Access wanted);
        Signed Negate(Signed value);
        Unsigned Echo(Unsigned value);
    }
}
