using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>The imports of <see cref="IHost"/> as they are usually written on Wasmtime .NET.</summary>
internal static class HandWrittenImports
{
    private const int AreaHeader = 8;
    private const int AssemblyScriptString = 2;
    private const int LengthMask = int.MaxValue;
    private const int RecordSize = 40;
    private const int Pair = 8;

    public static void Define(Linker linker, IHost host, Encoding encoding)
    {
        List<ICounter> counters = [];
        linker.DefineFunction("host", "nothing", () => host.Nothing());
        linker.DefineFunction("host", "add", (int left, int right) => host.Add(left, right));
        linker.DefineFunction("host", "view", (Caller caller, int pointer, int length) =>
            host.View(caller.GetMemory("memory")!.GetSpan<byte>(pointer, length)));
        linker.DefineFunction("host", "log", (Caller caller, int pointer, int length) =>
            host.Log(caller.GetMemory("memory")!.ReadString(pointer, length, encoding)));
        linker.DefineFunction("host", "bytes", (Caller caller, int area) =>
        {
            byte[] value = host.Bytes();
            Memory memory = caller.GetMemory("memory")!;
            if (value.Length <= memory.ReadInt32(area))
            {
                value.CopyTo(memory.GetSpan<byte>(area + AreaHeader, value.Length));
            }

            return value.Length;
        });
        linker.DefineFunction("host", "text", (Caller caller, int area) =>
        {
            string value = host.Text();
            Memory memory = caller.GetMemory("memory")!;
            int byteCount = encoding.GetByteCount(value);
            if (byteCount <= memory.ReadInt32(area))
            {
                memory.WriteString(area + AreaHeader, value, encoding);
            }

            return byteCount;
        });
        linker.DefineFunction("host", "new_text", (Caller caller) =>
        {
            string value = host.Text();
            Func<int, int, int> allocate = caller.GetFunction("__new")!.WrapFunc<int, int, int>()!;
            int pointer = allocate(value.Length * sizeof(char), AssemblyScriptString);
            caller.GetMemory("memory")!.WriteString(pointer, value, Encoding.Unicode);
            return pointer;
        });
        linker.DefineFunction("host", "save", (Caller caller, int pointer) =>
        {
            Memory memory = caller.GetMemory("memory")!;
            host.Save(new Product(
                memory.ReadInt32(pointer),
                Text(memory, pointer + 4),
                memory.ReadInt64(pointer + 16),
                memory.ReadDouble(pointer + 24),
                Text(memory, pointer + 32)));
        });
        linker.DefineFunction("host", "load", (Caller caller, int area) =>
        {
            Product product = host.Load();
            Memory memory = caller.GetMemory("memory")!;
            int block = area + AreaHeader;
            int end = RecordSize;
            memory.WriteInt32(block, product.Id);
            end += WriteText(memory, block, 4, end, product.Name);
            memory.WriteInt64(block + 16, product.Stock);
            memory.WriteDouble(block + 24, product.Price);
            end += WriteText(memory, block, 32, end, product.Code);
            return end;
        });
        linker.DefineFunction("host", "save_all", (Caller caller, int pointer, int count) =>
        {
            Memory memory = caller.GetMemory("memory")!;
            string[] names = new string[count];
            for (int index = 0; index < count; index++)
            {
                names[index] = Text(memory, pointer + (index * Pair));
            }

            host.SaveAll(names);
        });
        linker.DefineFunction("host", "load_all", (Caller caller, int area) =>
        {
            string[] names = host.LoadAll();
            Memory memory = caller.GetMemory("memory")!;
            int block = area + AreaHeader;
            int end = Pair + (names.Length * Pair);
            memory.WriteInt32(block, Pair);
            memory.WriteInt32(block + 4, names.Length);
            for (int index = 0; index < names.Length; index++)
            {
                end += WriteText(memory, block, Pair + (index * Pair), end, names[index]);
            }

            return end;
        });
        linker.DefineFunction("host", "fail", (int code) => Fail(host, code));
        linker.DefineFunction("host", "open_counter", () =>
        {
            counters.Add(host.OpenCounter());
            return counters.Count;
        });
        linker.DefineFunction("host", "counter_add", (int handle, int amount) => counters[handle - 1].Add(amount));
        linker.DefineFunction("host", "counter_free", (int handle) => counters[handle - 1].Dispose());
        linker.DefineFunction(
            "env",
            "abort",
            (int message, int file, int line, int column) => throw new InvalidOperationException("The guest aborted."));

        string Text(Memory memory, int field) =>
            memory.ReadString(memory.ReadInt32(field), memory.ReadInt32(field + 4) & LengthMask, encoding);

        int WriteText(Memory memory, int block, int field, int end, string text)
        {
            int length = memory.WriteString(block + end, text, encoding);
            memory.WriteInt32(block + field, end);
            memory.WriteInt32(block + field + 4, length);
            return length;
        }
    }

    internal static int Fail(IHost host, int code)
    {
        try
        {
            host.Fail(code);
            return 0;
        }
        catch (GuestException<HostError> exception)
        {
            return -2 - (int)exception.Error;
        }
    }
}

/// <summary>
/// The same with everything that the public API of Wasmtime .NET allows to save: what the guest exports is looked up
/// once, which ties the imports to one instance, and no <see cref="Caller"/> is made.
/// </summary>
internal sealed class LeanHandWrittenImports(IHost host, bool isUtf16)
{
    private const int AreaHeader = 8;
    private const int AssemblyScriptString = 2;
    private const int LengthMask = int.MaxValue;
    private const int RecordSize = 40;
    private const int Pair = 8;

    private readonly List<ICounter> counters = [];
    private Memory memory = null!;
    private Func<int, int, int>? allocate;

    public void Define(Linker linker)
    {
        linker.DefineFunction("host", "nothing", host.Nothing);
        linker.DefineFunction<int, int, int>("host", "add", host.Add);
        linker.DefineFunction("host", "view", (int pointer, int length) => host.View(memory.GetSpan<byte>(pointer, length)));
        linker.DefineFunction("host", "log", (int pointer, int length) => host.Log(Read(memory.GetSpan<byte>(pointer, length))));
        linker.DefineFunction("host", "bytes", (int area) => Write(area, host.Bytes()));
        linker.DefineFunction("host", "text", (int area) => isUtf16
            ? Write(area, MemoryMarshal.AsBytes(host.Text().AsSpan()))
            : WriteUtf8(area, host.Text()));
        linker.DefineFunction("host", "new_text", () =>
        {
            string value = host.Text();
            int pointer = allocate!(value.Length * sizeof(char), AssemblyScriptString);
            value.CopyTo(memory.GetSpan<char>(pointer, value.Length));
            return pointer;
        });
        linker.DefineFunction("host", "save", (int pointer) =>
        {
            Span<byte> bytes = memory.GetSpan<byte>(0, checked((int)memory.GetLength()));
            ReadOnlySpan<byte> record = bytes.Slice(pointer, RecordSize);
            host.Save(new Product(
                BinaryPrimitives.ReadInt32LittleEndian(record),
                Read(bytes, record[4..]),
                BinaryPrimitives.ReadInt64LittleEndian(record[16..]),
                BinaryPrimitives.ReadDoubleLittleEndian(record[24..]),
                Read(bytes, record[32..])));
        });
        linker.DefineFunction("host", "load", (int area) =>
        {
            Product product = host.Load();
            Span<byte> block = Block(area);
            int end = RecordSize;
            BinaryPrimitives.WriteInt32LittleEndian(block, product.Id);
            end += Write(block, 4, end, product.Name);
            BinaryPrimitives.WriteInt64LittleEndian(block[16..], product.Stock);
            BinaryPrimitives.WriteDoubleLittleEndian(block[24..], product.Price);
            end += Write(block, 32, end, product.Code);
            return end;
        });
        linker.DefineFunction("host", "save_all", (int pointer, int count) =>
        {
            Span<byte> bytes = memory.GetSpan<byte>(0, checked((int)memory.GetLength()));
            string[] names = new string[count];
            for (int index = 0; index < count; index++)
            {
                names[index] = Read(bytes, bytes.Slice(pointer + (index * Pair), Pair));
            }

            host.SaveAll(names);
        });
        linker.DefineFunction("host", "load_all", (int area) =>
        {
            string[] names = host.LoadAll();
            Span<byte> block = Block(area);
            int end = Pair + (names.Length * Pair);
            BinaryPrimitives.WriteInt32LittleEndian(block, Pair);
            BinaryPrimitives.WriteInt32LittleEndian(block[4..], names.Length);
            for (int index = 0; index < names.Length; index++)
            {
                end += Write(block, Pair + (index * Pair), end, names[index]);
            }

            return end;
        });
        linker.DefineFunction("host", "fail", (int code) => HandWrittenImports.Fail(host, code));
        linker.DefineFunction("host", "open_counter", () =>
        {
            counters.Add(host.OpenCounter());
            return counters.Count;
        });
        linker.DefineFunction("host", "counter_add", (int handle, int amount) => counters[handle - 1].Add(amount));
        linker.DefineFunction("host", "counter_free", (int handle) => counters[handle - 1].Dispose());
        linker.DefineFunction(
            "env",
            "abort",
            (int message, int file, int line, int column) => throw new InvalidOperationException("The guest aborted."));
    }

    public void Attach(Instance instance)
    {
        memory = instance.GetMemory("memory")!;
        allocate = instance.GetFunction<int, int, int>("__new");
    }

    private string Read(ReadOnlySpan<byte> text) =>
        isUtf16 ? new string(MemoryMarshal.Cast<byte, char>(text)) : Encoding.UTF8.GetString(text);

    private string Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pair) =>
        Read(bytes.Slice(BinaryPrimitives.ReadInt32LittleEndian(pair), BinaryPrimitives.ReadInt32LittleEndian(pair[4..]) & LengthMask));

    private Span<byte> Block(int area) => memory.GetSpan<byte>(area + AreaHeader, memory.ReadInt32(area));

    private int Write(Span<byte> block, int field, int end, string text)
    {
        int length = (isUtf16 ? Encoding.Unicode : Encoding.UTF8).GetBytes(text, block[end..]);
        BinaryPrimitives.WriteInt32LittleEndian(block[field..], end);
        BinaryPrimitives.WriteInt32LittleEndian(block[(field + 4)..], length);
        return length;
    }

    private int Write(int area, ReadOnlySpan<byte> value)
    {
        if (value.Length <= memory.ReadInt32(area))
        {
            value.CopyTo(memory.GetSpan<byte>(area + AreaHeader, value.Length));
        }

        return value.Length;
    }

    private int WriteUtf8(int area, string value)
    {
        int byteCount = Encoding.UTF8.GetByteCount(value);
        if (byteCount <= memory.ReadInt32(area))
        {
            Encoding.UTF8.GetBytes(value, memory.GetSpan<byte>(area + AreaHeader, byteCount));
        }

        return byteCount;
    }
}
