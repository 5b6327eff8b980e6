namespace Ngixi.Hosting.Diagnostics;

/// <summary>
/// Reads the line tables of DWARF 2 to 5 (section 6.2), which compilers of C leave in a module's custom sections. They are the guest
/// author's: whatever they say, reading them ends, in bounded time and memory.
/// </summary>
internal ref struct LineProgram
{
    private const int MaxFiles = 16 * 1024;
    private const int LongestName = 1_000;

    // Content of an entry, and forms of it.
    private const ulong Path = 1;
    private const ulong DirectoryIndex = 2;
    private const ulong FormData2 = 0x05;
    private const ulong FormData4 = 0x06;
    private const ulong FormData8 = 0x07;
    private const ulong FormString = 0x08;
    private const ulong FormBlock = 0x09;
    private const ulong FormData1 = 0x0b;
    private const ulong FormStringPointer = 0x0e;
    private const ulong FormUnsigned = 0x0f;
    private const ulong FormData16 = 0x1e;
    private const ulong FormLineStringPointer = 0x1f;

    private readonly ReadOnlySpan<byte> lineStrings;
    private readonly uint codeStart;
    private readonly List<string> files = [];
    private readonly PositionTable table;

    private LineProgram(ReadOnlySpan<byte> lineStrings, uint codeStart)
    {
        this.lineStrings = lineStrings;
        this.codeStart = codeStart;
        table = new PositionTable(files);
    }

    /// <param name="lines">The section <c>.debug_line</c>.</param>
    /// <param name="lineStrings">The section <c>.debug_line_str</c>; empty for none.</param>
    /// <param name="codeStart">Where the content of the code section begins in the module: addresses are counted from there.</param>
    /// <exception cref="FormatException">They are no line tables.</exception>
    public static PositionTable Read(ReadOnlySpan<byte> lines, ReadOnlySpan<byte> lineStrings, uint codeStart)
    {
        LineProgram program = new(lineStrings, codeStart);
        ByteReader reader = new(lines);
        while (!reader.IsAtEnd)
        {
            // 0xffffffff says that a length of 64 bits follows, which nothing for 32 bits has: there are not as many bytes.
            program.ReadUnit(reader.Take(reader.UInt32()));
        }

        return program.table.Complete();
    }

    private readonly void ReadUnit(ReadOnlySpan<byte> unit)
    {
        ByteReader reader = new(unit);
        ushort version = reader.UInt16();
        if (version is < 2 or > 5)
        {
            throw new FormatException($"It is of DWARF {version}.");
        }

        if (version == 5)
        {
            reader.Take(2); // The sizes of an address and of a segment.
        }

        uint headerLength = reader.UInt32();
        int programStart = reader.Position + (int)Math.Min(headerLength, (uint)unit.Length);
        Header header = new() { MinimumLength = reader.Byte() };
        if (version >= 4)
        {
            reader.Byte(); // Operations of one instruction.
        }

        reader.Byte(); // Whether a row is where a statement begins: all of them are as good.
        header.LineBase = (sbyte)reader.Byte();
        header.LineRange = reader.Byte();
        header.OpcodeBase = reader.Byte();
        header.OperandCounts = reader.Take(Math.Max(header.OpcodeBase, (byte)1) - 1u);
        header.FirstFile = files.Count - (version < 5 ? 1 : 0);
        if (version < 5)
        {
            ReadFiles(ref reader);
        }
        else
        {
            ReadFilesOfVersion5(ref reader);
        }

        header.FileEnd = files.Count;
        if (programStart > unit.Length)
        {
            throw new FormatException("A header ends behind its unit.");
        }

        Run(new ByteReader(unit[programStart..]), header);
    }

    private readonly void ReadFiles(ref ByteReader reader)
    {
        List<string> directories = [""];
        while (reader.Text(LongestName) is { Length: > 0 } directory)
        {
            AddBounded(directories, directory);
        }

        while (reader.Text(LongestName) is { Length: > 0 } name)
        {
            AddFile(directories, name, reader.Unsigned());
            reader.Unsigned(); // The time of the file, and its length.
            reader.Unsigned();
        }
    }

    private readonly void ReadFilesOfVersion5(ref ByteReader reader)
    {
        List<string> directories = [];
        foreach ((string name, ulong _) in ReadEntries(ref reader))
        {
            // The first is where the compiler ran, which says nothing to others.
            AddBounded(directories, directories.Count == 0 ? "" : name);
        }

        foreach ((string name, ulong directory) in ReadEntries(ref reader))
        {
            AddFile(directories, name, directory);
        }
    }

    private readonly List<(string Name, ulong Directory)> ReadEntries(ref ByteReader reader)
    {
        (ulong Content, ulong Form)[] formats = new (ulong, ulong)[reader.Byte()];
        foreach (ref (ulong Content, ulong Form) format in formats.AsSpan())
        {
            format = (reader.Unsigned(), reader.Unsigned());
        }

        List<(string, ulong)> entries = [];
        for (ulong left = reader.Unsigned(); left > 0; left--)
        {
            string name = "";
            ulong directory = 0;
            foreach ((ulong content, ulong form) in formats)
            {
                (string? text, ulong number) = ReadForm(ref reader, form);
                name = content == Path ? text ?? "" : name;
                directory = content == DirectoryIndex ? number : directory;
            }

            AddBounded(entries, (name, directory));
        }

        return entries;
    }

    private readonly (string? Text, ulong Number) ReadForm(ref ByteReader reader, ulong form)
    {
        switch (form)
        {
            case FormString:
                return (reader.Text(LongestName), 0);
            case FormLineStringPointer:
                ByteReader strings = new(lineStrings);
                strings.Take(reader.UInt32());
                return (strings.Text(LongestName), 0);
            case FormStringPointer:
                reader.UInt32(); // Of a section that is not kept: no compiler for WebAssembly is known to write it here.
                return (null, 0);
            case FormUnsigned:
                return (null, reader.Unsigned());
            case FormData1:
                return (null, reader.Byte());
            case FormData2:
                return (null, reader.UInt16());
            case FormData4:
                return (null, reader.UInt32());
            case FormData8:
                reader.Take(8);
                return (null, 0);
            case FormData16:
                reader.Take(16);
                return (null, 0);
            case FormBlock:
                reader.Take((uint)Math.Min(reader.Unsigned(), uint.MaxValue));
                return (null, 0);
            default:
                throw new FormatException($"An entry has the form {form}.");
        }
    }

    private readonly void AddFile(List<string> directories, string name, ulong directory) =>
        AddBounded(
            files,
            name.StartsWith('/') || directory >= (ulong)directories.Count || directories[(int)directory].Length == 0
                ? name
                : $"{directories[(int)directory]}/{name}");

    private static void AddBounded<T>(List<T> list, T item)
    {
        if (list.Count == MaxFiles)
        {
            throw new FormatException($"It has more than {MaxFiles:N0} files or directories.");
        }

        list.Add(item);
    }

    private readonly void Run(ByteReader reader, in Header header)
    {
        Row row = Row.First;
        while (!reader.IsAtEnd)
        {
            byte opcode = reader.Byte();
            if (opcode >= header.OpcodeBase)
            {
                int special = opcode - header.OpcodeBase;
                int range = header.LineRange is 0 ? throw new FormatException("It has no range of lines.") : header.LineRange;
                row.Address += (ulong)(special / range) * header.MinimumLength;
                row.Line += header.LineBase + (special % range);
                Add(row, header);
                continue;
            }

            switch (opcode)
            {
                case 0:
                    RunExtended(reader.Take((uint)Math.Min(reader.Unsigned(), uint.MaxValue)), ref row);
                    break;
                case 1:
                    Add(row, header);
                    break;
                case 2:
                    row.Address += reader.Unsigned() * header.MinimumLength;
                    break;
                case 3:
                    row.Line += reader.Signed();
                    break;
                case 4:
                    row.File = reader.Unsigned();
                    break;
                case 5:
                    row.Column = reader.Unsigned();
                    break;
                case 8:
                    int most = 255 - header.OpcodeBase;
                    row.Address += (ulong)(header.LineRange is 0 ? 0 : most / header.LineRange) * header.MinimumLength;
                    break;
                case 9:
                    row.Address += reader.UInt16();
                    break;
                default:
                    for (int operands = header.OperandCounts[opcode - 1]; operands > 0; operands--)
                    {
                        reader.Unsigned();
                    }

                    break;
            }
        }
    }

    private readonly void RunExtended(ReadOnlySpan<byte> instruction, ref Row row)
    {
        ByteReader reader = new(instruction);
        switch (reader.Byte())
        {
            case 1:
                if (OffsetOf(row.Address) is { } end)
                {
                    table.Add(end);
                }

                row = Row.First;
                break;
            case 2:
                row.Address = reader.UInt32();
                break;
        }
    }

    private readonly void Add(in Row row, in Header header)
    {
        if (OffsetOf(row.Address) is { } offset)
        {
            long file = header.FirstFile + (long)Math.Min(row.File, int.MaxValue);
            bool isKnown = file >= 0 && file < header.FileEnd && row.Line is > 0 and <= int.MaxValue;
            table.Add(offset, isKnown ? (int)file : -1, isKnown ? (int)row.Line : 0, (int)Math.Min(row.Column, int.MaxValue));
        }
    }

    // What the linker dropped has an address behind all code.
    private readonly uint? OffsetOf(ulong address) =>
        address <= int.MaxValue && codeStart <= int.MaxValue ? codeStart + (uint)address : null;

    private ref struct Header
    {
        public byte MinimumLength;
        public sbyte LineBase;
        public byte LineRange;
        public byte OpcodeBase;
        public ReadOnlySpan<byte> OperandCounts;
        public int FirstFile;
        public int FileEnd;
    }

    private struct Row
    {
        public ulong Address;
        public ulong File;
        public long Line;
        public ulong Column;

        public static Row First => new() { File = 1, Line = 1 };
    }
}
