namespace Ngixi.Hosting.Diagnostics;

/// <summary>Finds what debugging needs in a module that was compiled before, so that it is known to be one.</summary>
internal ref struct ModuleSections
{
    private const int Header = 8;
    private const byte Custom = 0;
    private const byte Code = 10;

    /// <summary>Where the content of the code section begins.</summary>
    public uint CodeStart;

    public ReadOnlySpan<byte> DebugLines;

    public ReadOnlySpan<byte> DebugLineStrings;

    public static ModuleSections Of(ReadOnlySpan<byte> wasm)
    {
        ModuleSections found = default;
        ByteReader reader = new(wasm);
        reader.Take(Header);
        while (!reader.IsAtEnd)
        {
            byte id = reader.Byte();
            uint length = (uint)Math.Min(reader.Unsigned(), uint.MaxValue);
            found.CodeStart = id == Code ? (uint)reader.Position : found.CodeStart;
            ReadOnlySpan<byte> content = reader.Take(length);
            if (id == Custom)
            {
                found.Add(content);
            }
        }

        return found;
    }

    private void Add(ReadOnlySpan<byte> content)
    {
        ByteReader reader = new(content);
        ReadOnlySpan<byte> name = reader.Take((uint)Math.Min(reader.Unsigned(), uint.MaxValue));
        ReadOnlySpan<byte> rest = content[reader.Position..];
        if (name.SequenceEqual(".debug_line"u8))
        {
            DebugLines = rest;
        }
        else if (name.SequenceEqual(".debug_line_str"u8))
        {
            DebugLineStrings = rest;
        }
    }
}
