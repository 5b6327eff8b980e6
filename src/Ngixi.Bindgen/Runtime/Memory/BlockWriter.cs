using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Values;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// Writes a value, and the values that it points to, into one block. Its pointers are offsets from its start, so that it fits
/// anywhere in a guest (docs/abi.md, Values in memory). For generated code.
/// </summary>
/// <remarks>
/// The block is in a buffer of the host until it is complete. User code that yields the value may call the guest, and move
/// its memory. Without user code, it is written to the guest directly as long as it fits. Bytes that are not written
/// are zero: a guest never sees earlier contents of the buffer.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BlockWriter
{
    /// <summary>The bytes of a buffer that is rented, at least: as much as most blocks take.</summary>
    private const int LeastRented = 8 * 1024;

    private readonly bool isUtf16;
    private readonly int maxNesting;
    private readonly int maxBytes;
    private Span<byte> buffer;

    /// <summary>The array of <see cref="Buffers"/> behind the buffer, or null for a buffer of another owner.</summary>
    private byte[]? rented;

    private int length;
    private int depth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private BlockWriter(bool isUtf16, int maxNesting, int maxBytes, Span<byte> buffer, byte[]? rented, int length)
    {
        this.isUtf16 = isUtf16;
        this.maxNesting = maxNesting;
        this.maxBytes = maxBytes;
        this.buffer = buffer;
        this.rented = rented;
        this.length = length;
        buffer[..length].Clear();
    }

    /// <summary>Begins a block with the value at its start.</summary>
    internal static BlockWriter Begin(int size, bool isUtf16, int maxNesting, int maxBytes = int.MaxValue)
    {
        byte[] rented = Buffers.Rent<byte>(Math.Max(size, LeastRented));
        return new BlockWriter(isUtf16, maxNesting, maxBytes, rented, rented, size);
    }

    /// <summary>Begins a block in a buffer that it stands in for as long as it fits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static BlockWriter Begin(Span<byte> buffer, int size, bool isUtf16, int maxNesting, int maxBytes = int.MaxValue) =>
        size <= buffer.Length
            ? new BlockWriter(isUtf16, maxNesting, maxBytes, buffer, rented: null, size)
            : Begin(size, isUtf16, maxNesting, maxBytes);

    /// <summary>Writes a value, and the values that it points to, at the start of the block; returns the buffer on failure.</summary>
    internal void Write<T, TLayout>(T value, string name)
        where TLayout : IMemoryLayout<T>
    {
        try
        {
            TLayout.Write(ref this, 0, value, name);
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Gets how many bytes the block has.</summary>
    internal readonly int Length => length;

    /// <summary>Gets the block.</summary>
    internal readonly ReadOnlySpan<byte> Written => buffer[..length];

    /// <summary>Gets whether the block still stands in the buffer that it was begun in.</summary>
    internal readonly bool IsInPlace => rented is null;

    /// <summary>Gives the buffer up.</summary>
    internal readonly void Release()
    {
        if (rented is not null)
        {
            Buffers.Return(rented);
        }
    }

    /// <summary>Gives out the block at the start of an array of <see cref="Buffers"/>, which is the caller's.</summary>
    internal readonly byte[] ToRented()
    {
        if (rented is not null)
        {
            return rented;
        }

        byte[] copy = Buffers.Rent<byte>(length);
        Written.CopyTo(copy);
        return copy;
    }

    /// <summary>Gets bytes of the block, valid until more are allocated.</summary>
    /// <param name="at">The offset.</param>
    /// <param name="size">How many.</param>
    /// <returns>The bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Span<byte> At(int at, int size) => buffer.Slice(at, size);

    /// <summary>Checks that a value is there.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the value, or of its owner, in errors.</param>
    /// <returns>The value.</returns>
    public static T Require<T>(T? value, string name)
        where T : class => value ?? throw MissingValue.Of(typeof(T), name);

    /// <summary>Writes the case of a union.</summary>
    /// <typeparam name="T">The case.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="at">Where the union stands.</param>
    /// <param name="number">The case's number, from 0.</param>
    /// <param name="value">The case.</param>
    /// <param name="name">The name of the case in errors.</param>
    public void WriteCase<T, TLayout>(int at, int number, T value, string name)
        where TLayout : IMemoryLayout<T>
    {
        BinaryPrimitives.WriteInt32LittleEndian(At(at, sizeof(int)), number);
        WritePointedTo<T, TLayout>(at + sizeof(int), value, name);
    }

    /// <summary>Makes the error for a case that the contract does not have.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>The error.</returns>
    public static Exception UnknownCase(object? value, string name) => new InvalidOperationException(
        $"{value?.GetType().Name ?? "null"} is none of the cases of the type of {name}: "
        + "a union has the sealed records that are nested in it.");

    internal void WriteString(int at, string text, string name) => WriteText(at, Require(text, name).AsSpan());

    /// <summary>Writes text, and where it stands.</summary>
    /// <param name="at">Where its pointer and its length stand.</param>
    /// <param name="characters">The text.</param>
    public void WriteText(int at, ReadOnlySpan<char> characters)
    {
        if (isUtf16)
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(characters);
            bytes.CopyTo(AllocateFor(at, bytes.Length, sizeof(char), (uint)bytes.Length | GuestReader.Utf16Tag));
        }
        else
        {
            WriteUtf8(at, characters);
        }
    }

    /// <summary>Writes numbers, and where they stand.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="at">Where their pointer and their count stand.</param>
    /// <param name="items">The numbers.</param>
    public void WriteNumbers<T>(int at, ReadOnlySpan<T> items)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(items);
        bytes.CopyTo(AllocateFor(at, bytes.Length, Unsafe.SizeOf<T>(), (uint)items.Length));
    }

    internal void WriteItems<T, TLayout>(int at, IReadOnlyList<T> items, string name)
        where TLayout : IMemoryLayout<T>
    {
        if (ListItems.TryGetSpan(items, out ReadOnlySpan<T> span))
        {
            WriteItems<T, TLayout>(at, span, name);
            return;
        }

        int count = items.Count;
        int table = AllocateTable(at, count, TLayout.Size, TLayout.Alignment);
        Enter(name);
        for (int i = 0; i < count; i++)
        {
            TLayout.Write(ref this, table + (i * TLayout.Size), items[i], name);
        }

        depth--;
    }

    internal void WriteItems<T, TLayout>(int at, ReadOnlySpan<T> items, string name)
        where TLayout : IMemoryLayout<T>
    {
        int table = AllocateTable(at, items.Length, TLayout.Size, TLayout.Alignment);
        Enter(name);
        if (typeof(TLayout) == typeof(StringLayout))
        {
            WriteStrings(
                table,
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, string>(ref MemoryMarshal.GetReference(items)), items.Length),
                name);
        }
        else
        {
            for (int i = 0; i < items.Length; i++)
            {
                TLayout.Write(ref this, table + (i * TLayout.Size), items[i], name);
            }
        }

        depth--;
    }

    internal void WriteDictionary<T, TLayout>(int at, IReadOnlyDictionary<string, T> entries, string name)
        where TLayout : IMemoryLayout<T>
    {
        // Copied first: its count and its entries may not agree while another thread changes it.
        KeyValuePair<string, T>[] copy = [.. entries];
        int entrySize = DictionaryLayout<T, TLayout>.EntrySize;
        int table = AllocateTable(at, copy.Length, entrySize, DictionaryLayout<T, TLayout>.EntryAlignment);
        Enter(name);
        foreach ((string key, T value) in copy)
        {
            WriteString(table, key, name);
            TLayout.Write(ref this, table + SequencePair.Size, value, name);
            table += entrySize;
        }

        depth--;
    }

    internal void WriteDictionary<TKey, TKeys, T, TLayout>(int at, IReadOnlyDictionary<TKey, T> entries, string name)
        where TKey : unmanaged
        where TKeys : IDictionaryKeys<TKey>
        where TLayout : IMemoryLayout<T>
    {
        // Copied first: its count and its entries may not agree while another thread changes it.
        KeyValuePair<TKey, T>[] copy = [.. entries];
        int entrySize = KeyedDictionaryLayout<TKey, TKeys, T, TLayout>.EntrySize;
        int table = AllocateTable(at, copy.Length, entrySize, KeyedDictionaryLayout<TKey, TKeys, T, TLayout>.EntryAlignment);
        Enter(name);
        foreach ((TKey key, T value) in copy)
        {
            BinaryPrimitives.WriteInt64LittleEndian(At(table, sizeof(long)), TKeys.Write(key));
            TLayout.Write(ref this, table + sizeof(long), value, name);
            table += entrySize;
        }

        depth--;
    }

    internal void WritePointedTo<T, TLayout>(int at, T value, string name)
        where TLayout : IMemoryLayout<T>
    {
        int target = Allocate(TLayout.Size, TLayout.Alignment);
        BinaryPrimitives.WriteUInt32LittleEndian(At(at, sizeof(uint)), (uint)target);
        Enter(name);
        TLayout.Write(ref this, target, value, name);
        depth--;
    }

    // What is generic in a class is compiled once for all classes, and looks its layout up for each item: not for strings.
    private void WriteStrings(int table, ReadOnlySpan<string> items, string name)
    {
        for (int i = 0; i < items.Length; i++)
        {
            WriteString(table + (i * SequencePair.Size), items[i], name);
        }
    }

    // Out of line: with what .NET inlines of its encoding, nothing else of a loop over strings would be inlined.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteUtf8(int at, ReadOnlySpan<char> characters)
    {
        if (Utf8Encoder.FitsSurely(characters, buffer.Length - length))
        {
            int byteCount = Utf8Encoder.GetBytes(characters, buffer[length..]);
            WritePair(at, length, (uint)byteCount);
            length += byteCount;
        }
        else
        {
            int byteCount = Encoding.UTF8.GetByteCount(characters);
            Utf8Encoder.GetBytes(characters, AllocateFor(at, byteCount, alignment: 1, (uint)byteCount));
        }
    }

    internal int AllocateTable(int at, int count, int entrySize, int alignment)
    {
        int table = Allocate((long)count * entrySize, alignment);
        WritePair(at, table, (uint)count);
        return table;
    }

    private Span<byte> AllocateFor(int at, int byteCount, int alignment, uint sequenceLength)
    {
        int start = Reserve(byteCount, alignment);
        WritePair(at, start, sequenceLength);
        return At(start, byteCount);
    }

    private readonly void WritePair(int at, int pointer, uint sequenceLength) =>
        BinaryPrimitives.WriteUInt64LittleEndian(At(at, SequencePair.Size), (uint)pointer | ((ulong)sequenceLength << 32));

    internal int Allocate(long byteCount, int alignment)
    {
        int start = Reserve(byteCount, alignment);
        At(start, length - start).Clear();
        return start;
    }

    /// <summary>Allocates bytes all of which are written next.</summary>
    private int Reserve(long byteCount, int alignment)
    {
        int start = (length + alignment - 1) & ~(alignment - 1);
        long end = start + byteCount;
        if (end > buffer.Length)
        {
            Grow(end);
        }

        if (start != length)
        {
            At(length, start - length).Clear();
        }

        length = (int)end;
        return start;
    }

    // Out of line, as all that is rare here: the compiler takes the one growth that it sees for the usual case.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long needed)
    {
        if (needed > Array.MaxLength)
        {
            throw new InvalidOperationException($"A value takes {needed} bytes, more than the {Array.MaxLength} that may cross at once.");
        }

        if (needed > maxBytes)
        {
            throw new InvalidOperationException(
                $"A value takes more than the {maxBytes} bytes of {nameof(GuestOptions)}.{nameof(GuestOptions.MaxBytesPerCall)}.");
        }

        byte[] larger = Buffers.Rent<byte>((int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(LeastRented, buffer.Length * 2L))));
        Written.CopyTo(larger);
        Release();
        buffer = rented = larger;
    }

    /// <summary>Begins what has values of its own; <see cref="Leave"/> ends it.</summary>
    internal void Enter(string name)
    {
        if (++depth > maxNesting)
        {
            throw NestsTooDeep(name);
        }

        if (!Nesting.HasStack(depth))
        {
            throw new InvalidOperationException($"A value nests deeper than the stack of the thread allows, {depth} levels: {name}.");
        }
    }

    internal void Leave() => depth--;

    private readonly InvalidOperationException NestsTooDeep(string name) => new(
        $"A value nests deeper than the {maxNesting} levels of {nameof(GuestOptions)}.{nameof(GuestOptions.MaxNesting)}, or contains "
        + $"itself: {name}.");
}
