using System.Text;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>
/// A guest that exports each of its imports again as a function of the same signature, so that a test passes any raw
/// argument. Its memory has two pages and can grow to sixteen.
/// </summary>
internal sealed class RawGuest : IDisposable
{
    public const int MemorySize = 2 * 65536;

    private static readonly Engine SharedEngine = new(GuestConfig.Create());

    private RawGuest(Store store, Instance instance)
    {
        Store = store;
        Instance = instance;
    }

    public Store Store { get; }

    public Instance Instance { get; }

    public static Engine Engine => SharedEngine;

    /// <summary>Makes a guest in a store of its own.</summary>
    /// <param name="linker">The linker.</param>
    /// <param name="imports">Imports such as <c>env.log (i32 i32)</c> or <c>env.now () -&gt; i64</c>.</param>
    public static RawGuest Create(Linker linker, params string[] imports) => CreateIn(new Store(SharedEngine), linker, imports);

    public static RawGuest CreateIn(Store store, Linker linker, params string[] imports)
    {
        using Module module = Compile(SharedEngine, imports);
        return new RawGuest(store, linker.Instantiate(store, module));
    }

    /// <summary>Makes a guest of another module, compiled by <see cref="Engine"/>, with the same exports and the same memory.</summary>
    public static RawGuest Of(Module module, Linker linker)
    {
        Store store = new(SharedEngine);
        return new RawGuest(store, linker.Instantiate(store, module));
    }

    public static Module Compile(Engine engine, params string[] imports)
    {
        StringBuilder text = new("(module\n");
        StringBuilder functions = new();
        foreach (string import in imports)
        {
            int space = import.IndexOf(' ', StringComparison.Ordinal);
            (string module, string name) = (
                import[..import.IndexOf('.', StringComparison.Ordinal)],
                import[(import.IndexOf('.', StringComparison.Ordinal) + 1)..space]);
            string[] parts = import[(space + 1)..].Split(" -> ");
            string parameters = parts[0].Trim('(', ')');
            int count = parameters.Length == 0 ? 0 : parameters.Split(' ').Length;
            string type = $"(param {parameters}) {(parts.Length > 1 ? $"(result {parts[1]})" : "")}";
            text.Append($"(import \"{module}\" \"{name}\" (func ${name} {type}))\n");
            string arguments = string.Concat(Enumerable.Range(0, count).Select(index => $"(local.get {index})"));
            functions.Append($"(func (export \"{name}\") {type} (call ${name} {arguments}))\n");
        }

        text.Append("(memory (export \"memory\") 2 16)\n").Append(functions);
        text.Append("(func (export \"grow\") (result i32) (memory.grow (i32.const 1)))\n)");
        return Module.FromText(engine, "raw-guest", text.ToString());
    }

    /// <summary>Calls an import from inside the guest.</summary>
    public object? Call(string import, params object[] arguments) => Instance.GetFunction(import)!.Invoke([.. arguments.Select(Box)]);

    /// <summary>Calls an import that must trap, and returns why.</summary>
    public WasmImportException CallToFail(string import, params object[] arguments)
    {
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => Call(import, arguments));
        Assert.True(exception.InnerException is WasmImportException, exception.ToString());
        return (WasmImportException)exception.InnerException;
    }

    public Span<byte> Bytes(int address, int length) => Instance.GetMemory("memory")!.GetSpan(address, length);

    public void Write(int address, ReadOnlySpan<byte> bytes) => bytes.CopyTo(Bytes(address, bytes.Length));

    public void WriteUtf16(int address, string text) => Write(address, Encoding.Unicode.GetBytes(text));

    /// <summary>Sets up a result area.</summary>
    public void WriteArea(int address, int capacity, bool utf16 = false)
    {
        Write(address, BitConverter.GetBytes(capacity));
        Write(address + 4, BitConverter.GetBytes(utf16 ? 1 : 0));
    }

    public void Dispose() => Store.Dispose();

    private static ValueBox Box(object argument)
    {
        switch (argument)
        {
            case int value:
                return value;
            case uint value:
                return unchecked((int)value);
            case long value:
                return value;
            case float value:
                return value;
            case double value:
                return value;
            default:
                throw new ArgumentException($"{argument} is not a wasm value");
        }
    }
}
