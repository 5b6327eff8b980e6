namespace Demo.Inner
{
    [WasmImport("env")]
    public interface IHidden
    {
        ReadOnlySpan<char> Echo(ReadOnlySpan<char> text, ReadOnlyMemory<byte> bytes, Span<int> numbers, GuestContext context);
        Task<IThing> MakeAsync();
    }

    [WasmResource("thing_")]
    public interface IThing : IDisposable;
}

namespace Demo
{
    class HostCall;
    class Linker;
    class Exception;
}
