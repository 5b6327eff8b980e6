using System.Text;

namespace Ngixi.Hosting.Modules;

/// <summary>
/// Reads the sections of a module, before anything else looks at it: small, without recursion, and with no list that is longer than the
/// bytes that are there. It refuses what it cannot follow, and leaves to Wasmtime whether the rest is valid.
/// </summary>
internal ref struct ModuleParser
{
    /// <summary>The most bytes of a name: engines have no longer ones.</summary>
    public const int MaxNameBytes = 100_000;

    private const int MaxCustomSections = 1_000;
    private const int MaxValueTypes = 1_000;
    private const int MaxMemoriesOrTables = 100;
    private const byte FunctionForm = 0x60;
    private const ulong WasmPage = 64 * 1024;

    private readonly WasmModule module;
    private readonly List<string?> types = [];
    private readonly List<uint> functionTypes = [];
    private WasmReader reader;
    private bool knowsTypes;

    // Whether a section has more than the bounds allow, and was not looked at.
    private bool isBeyond;

    private readonly ModuleBounds bounds;

    private ModuleParser(ReadOnlySpan<byte> wasm, ModuleBounds bounds)
    {
        this.bounds = bounds;
        module = new WasmModule { Bytes = wasm.Length };
        reader = new WasmReader(wasm);
        knowsTypes = true;
    }

    /// <summary>Reads a module.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="bounds">What is counted beyond these is not looked at.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="MalformedModuleException">It is none.</exception>
    public static WasmModule Parse(ReadOnlySpan<byte> wasm, ModuleBounds bounds)
    {
        ModuleParser parser = new(wasm, bounds);
        parser.ReadHead();
        while (!parser.reader.IsAtEnd)
        {
            parser.ReadSection();
        }

        return parser.module;
    }

    private void ReadHead()
    {
        ReadOnlySpan<byte> head = reader.Left < 8 ? default : reader.Bytes(8);
        if (!head.StartsWith("\0asm"u8))
        {
            throw reader.Malformed("does not begin as a module does");
        }

        if (!head.EndsWith((ReadOnlySpan<byte>)[1, 0, 0, 0]))
        {
            throw reader.Malformed(head[6] == 1 ? "is a component, and guests are core modules" : "has another version than 1");
        }
    }

    private void ReadSection()
    {
        byte id = reader.Byte();
        WasmReader section = reader.Part(reader.UInt32());
        switch (id)
        {
            case 0:
                string name = section.Name(MaxNameBytes);
                module.CustomBytes += section.Left;
                if (module.CustomSections.Count < MaxCustomSections)
                {
                    module.CustomSections.Add(new CustomSection(name, section.Offset, section.Left));
                }

                return;
            case 1:
                ReadTypes(ref section);
                return;
            case 2:
                ReadImports(ref section);
                break;
            case 3:
                ReadFunctions(ref section);
                break;
            case 4:
                ReadTables(ref section);
                return;
            case 5:
                ReadMemories(ref section);
                break;
            case 6:
                module.Globals += section.UInt32();
                return;
            case 7:
                ReadExports(ref section);
                break;
            case 8:
                section.UInt32();
                module.HasStart = true;
                break;
            case 9:
                module.Elements += section.UInt32();
                return;
            case 10:
                module.CodeStart = section.Offset;
                ReadBodies(ref section);
                break;
            case 11:
                module.DataSegments += section.UInt32();
                module.DataBytes += section.Left;
                return;
            case 12 or 13:
                return;
            default:
                throw reader.Malformed($"has a section of the unknown kind {id}");
        }

        if (!section.IsAtEnd && !isBeyond)
        {
            throw section.Malformed($"has {section.Left:N0} bytes after the end of a section's content");
        }
    }

    private void ReadTypes(ref WasmReader section)
    {
        uint count = Count(ref section);
        module.Types += count;
        for (count = Within(count, bounds.Types); count > 0; count--)
        {
            // Other forms are of garbage collection, which no guest has: types are not known from there on.
            if (section.Peek() != FunctionForm)
            {
                knowsTypes = false;
                return;
            }

            section.Byte();
            string parameters = ValueTypes(ref section);
            string results = ValueTypes(ref section);
            types.Add($"({parameters})" + (results.Length == 0 ? "" : $" -> {results}"));
        }
    }

    private static string ValueTypes(ref WasmReader section)
    {
        StringBuilder text = new();
        uint count = Count(ref section);
        if (count > MaxValueTypes)
        {
            throw section.Malformed($"has a function of {count:N0} parameters or results");
        }

        for (; count > 0; count--)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(ValueType(ref section));
        }

        return text.ToString();
    }

    private static string ValueType(ref WasmReader section)
    {
        byte code = section.Byte();
        switch (code)
        {
            case 0x7F:
                return "i32";
            case 0x7E:
                return "i64";
            case 0x7D:
                return "f32";
            case 0x7C:
                return "f64";
            case 0x7B:
                return "v128";
            case 0x70:
                return "funcref";
            case 0x6F:
                return "externref";
            case 0x63 or 0x64:
                section.SkipInt33();
                return "ref";
            case >= 0x68 and <= 0x78:
                return "ref";
            default:
                throw section.Malformed($"has the unknown type {code:x2}");
        }
    }

    private void ReadImports(ref WasmReader section)
    {
        uint count = Count(ref section);
        module.ImportCount += count;
        for (count = Within(count, bounds.Imports); count > 0; count--)
        {
            int before = section.Left;
            string from = section.Name(MaxNameBytes);
            string name = section.Name(MaxNameBytes);
            module.NameBytes += before - section.Left;
            ImportKind kind = (ImportKind)section.Byte();
            string? type = null;
            switch (kind)
            {
                case ImportKind.Function:
                    uint index = section.UInt32();
                    functionTypes.Add(index);
                    type = TypeOf(index);
                    break;
                case ImportKind.Table:
                    ValueType(ref section);
                    module.Tables.Add(Limits(ref section, pageBytes: 0));
                    break;
                case ImportKind.Memory:
                    module.Memories.Add(Limits(ref section, WasmPage));
                    break;
                case ImportKind.Global:
                    ValueType(ref section);
                    section.Byte();
                    break;
                case ImportKind.Tag:
                    section.Byte();
                    section.UInt32();
                    break;
                default:
                    throw section.Malformed($"imports something of the unknown kind {(byte)kind}");
            }

            module.Imports.Add(new WasmImport(from, name, kind, type));
        }
    }

    private void ReadFunctions(ref WasmReader section)
    {
        uint count = Count(ref section);
        module.Functions += count;
        for (count = Within(count, bounds.Functions); count > 0; count--)
        {
            functionTypes.Add(section.UInt32());
        }
    }

    private void ReadTables(ref WasmReader section)
    {
        const byte WithInitializer = 0x40;
        for (uint count = Within(Count(ref section), MaxMemoriesOrTables); count > 0; count--)
        {
            if (section.Peek() == WithInitializer)
            {
                // Of function references, which no guest has: what follows is code.
                section.Byte();
                section.Byte();
                ValueType(ref section);
                module.Tables.Add(Limits(ref section, pageBytes: 0));
                return;
            }

            ValueType(ref section);
            module.Tables.Add(Limits(ref section, pageBytes: 0));
        }
    }

    private void ReadMemories(ref WasmReader section)
    {
        for (uint count = Within(Count(ref section), MaxMemoriesOrTables); count > 0; count--)
        {
            module.Memories.Add(Limits(ref section, WasmPage));
        }
    }

    private void ReadExports(ref WasmReader section)
    {
        uint count = Count(ref section);
        module.ExportCount += count;
        for (count = Within(count, bounds.Exports); count > 0; count--)
        {
            int before = section.Left;
            string name = section.Name(MaxNameBytes);
            module.NameBytes += before - section.Left;
            ImportKind kind = (ImportKind)section.Byte();
            uint index = section.UInt32();
            if (kind > ImportKind.Tag)
            {
                throw section.Malformed($"exports something of the unknown kind {(byte)kind}");
            }

            string? type = kind == ImportKind.Function && index < functionTypes.Count ? TypeOf(functionTypes[(int)index]) : null;
            module.Exports.Add(new WasmExport(name, kind, type));
        }
    }

    private readonly void ReadBodies(ref WasmReader section)
    {
        long imported = module.Imports.Count(import => import.Kind == ImportKind.Function);
        uint count = Count(ref section);
        for (uint i = 0; i < count; i++)
        {
            uint bytes = section.UInt32();
            section.Bytes(bytes);
            if (bytes > module.LargestBody)
            {
                module.LargestBody = bytes;
                module.LargestFunction = imported + i;
            }
        }
    }

    private readonly string? TypeOf(uint index) => knowsTypes && index < types.Count ? types[(int)index] : null;

    /// <summary>Gets how many items are looked at: none of a list that is refused anyway.</summary>
    private uint Within(uint count, long bound)
    {
        isBeyond |= count > bound;
        return count > bound ? 0 : count;
    }

    /// <summary>Reads how many items follow. Each has a byte at least.</summary>
    private static uint Count(ref WasmReader section)
    {
        uint count = section.UInt32();
        return count <= section.Left ? count : throw section.Malformed($"says that {count:N0} items follow in {section.Left:N0} bytes");
    }

    private static WasmLimits Limits(ref WasmReader section, ulong pageBytes)
    {
        const int HasMost = 1;
        const int Is64 = 4;
        const int HasPageSize = 8;
        byte flags = section.Byte();
        bool is64 = (flags & Is64) != 0;
        ulong least = is64 ? section.UInt64() : section.UInt32();
        ulong? most = (flags & HasMost) == 0 ? null : is64 ? section.UInt64() : section.UInt32();
        if ((flags & HasPageSize) != 0)
        {
            uint logarithm = section.UInt32();
            pageBytes = logarithm < 64 ? 1UL << (int)logarithm : throw section.Malformed("has a memory with pages of no size");
        }

        return new WasmLimits(least, most, pageBytes);
    }
}
