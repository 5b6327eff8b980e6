using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Ngixi.Bindgen.Runtime.Conversions;
using Ngixi.Bindgen.Runtime.Layouts;
using Ngixi.Bindgen.Runtime.Memory;
using Ngixi.Bindgen.Runtime.Values;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Runtime;

/// <content>Values with pointers of their own: records, lists, dictionaries (docs/abi.md, Values in memory).</content>
public unsafe ref partial struct GuestReader
{
    /// <summary>Checks the length of a sequence against <c>[MaxItems]</c>.</summary>
    /// <param name="pair">The pointer and the length.</param>
    /// <param name="maxItems">The most items.</param>
    /// <param name="name">The name of the sequence in errors.</param>
    /// <returns><paramref name="pair"/>.</returns>
    public readonly ReadOnlySpan<byte> RequireAtMost(ReadOnlySpan<byte> pair, int maxItems, string name)
    {
        uint count = SequencePair.Length(pair);
        return count <= (uint)maxItems || maxItems == int.MaxValue
            ? pair
            : throw origin.Bad(name, $"{count} items are more than the {maxItems} that it may have");
    }

    /// <summary>Gets which case of a union is stored.</summary>
    /// <param name="bytes">The union's bytes.</param>
    /// <returns>The case's number, from 0.</returns>
    public static uint CaseOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>Reads the case of a union.</summary>
    /// <typeparam name="T">The case.</typeparam>
    /// <typeparam name="TLayout">Its layout.</typeparam>
    /// <param name="bytes">The union's bytes.</param>
    /// <param name="name">The name of the case in errors.</param>
    /// <returns>The case.</returns>
    public T ReadCase<T, TLayout>(scoped ReadOnlySpan<byte> bytes, string name)
        where TLayout : IMemoryLayout<T> => ReadPointedTo<T, TLayout>(BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]), name);

    /// <summary>Makes the error for a case that a union does not have.</summary>
    /// <param name="bytes">The union's bytes.</param>
    /// <param name="name">The name of the union in errors.</param>
    /// <returns>The error.</returns>
    public readonly Exception UnknownCase(ReadOnlySpan<byte> bytes, string name) => origin.Bad(name, $"it has no case {CaseOf(bytes)}");

    internal readonly T Convert<T, TBase, TConversion>(TBase value, string name)
        where TConversion : IConversion<T, TBase> =>
        TConversion.TryRead(value, out T? converted, out string? reason) ? converted : throw origin.Bad(name, reason);

    /// <summary>Reads a parameter from its stored form.</summary>
    internal T ReadParameter<T, TLayout>(scoped ReadOnlySpan<byte> stored, string name, int maxBytes)
        where TLayout : IMemoryLayout<T>
    {
        origin = origin with { Parameter = name };
        before = bytesRead;
        withheld = Math.Max(0, Instance.Options.MaxBytesPerCall - bytesRead - maxBytes);
        bytesRead += withheld;

        // What makes a record of the user's may call the guest, with more of the value still to be read.
        bool hasViews = Instance.HasViews;
        Instance.HasViews = true;
        try
        {
            return TLayout.Read(ref this, stored, name);
        }
        catch (Exception exception) when (Instance.IsRefused(name, exception))
        {
            throw;
        }
        finally
        {
            Instance.HasViews = hasViews;
            bytesRead -= withheld;
            withheld = 0;
            origin = origin with { Parameter = null };
        }
    }

    internal T ReadPointedTo<T, TLayout>(uint pointer, string name)
        where TLayout : IMemoryLayout<T>
    {
        ReadOnlySpan<byte> bytes = Locate(RequirePointer(pointer, name), (uint)TLayout.Size, name);
        Enter(name);
        T value = TLayout.Read(ref this, bytes, name);
        depth--;
        return value;
    }

    // Out of line, where the list does not read them itself: a record's strings would fill the frame of each import.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal string ReadString(scoped ReadOnlySpan<byte> pair, string name)
    {
        Count(1, name);
        return ReadString(SequencePair.Pointer(pair), SequencePair.Length(pair), name);
    }

    internal T[] ReadNumbers<T>(scoped ReadOnlySpan<byte> pair, string name)
        where T : unmanaged
    {
        Count(1, name);
        return ReadSpan<T>(SequencePair.Pointer(pair), SequencePair.Length(pair), name).ToArray();
    }

    internal T[] ReadItems<T, TLayout>(scoped ReadOnlySpan<byte> pair, string name)
        where TLayout : IMemoryLayout<T>
    {
        ReadOnlySpan<byte> table = ReadTable(pair, TLayout.Size, name);
        T[] items = table.IsEmpty ? [] : new T[table.Length / TLayout.Size];
        Enter(name);
        if (typeof(TLayout) == typeof(StringLayout))
        {
            ReadStrings(table, Unsafe.As<string[]>(items), name);
        }
        else
        {
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = TLayout.Read(ref this, table.Slice(i * TLayout.Size, TLayout.Size), name);
            }
        }

        depth--;
        return items;
    }

    internal Dictionary<string, T> ReadDictionary<T, TLayout>(scoped ReadOnlySpan<byte> pair, string name)
        where TLayout : IMemoryLayout<T>
    {
        int entrySize = DictionaryLayout<T, TLayout>.EntrySize;
        ReadOnlySpan<byte> table = ReadTable(pair, entrySize, name);
        Dictionary<string, T> entries = new(table.Length / entrySize);
        Enter(name);
        for (; table.Length > 0; table = table[entrySize..])
        {
            string key = ReadString(table[..SequencePair.Size], name);
            if (!entries.TryAdd(key, TLayout.Read(ref this, table.Slice(SequencePair.Size, TLayout.Size), name)))
            {
                throw DuplicateKey(key, name);
            }
        }

        depth--;
        return entries;
    }

    internal Dictionary<TKey, T> ReadDictionary<TKey, TKeys, T, TLayout>(scoped ReadOnlySpan<byte> pair, string name)
        where TKey : unmanaged
        where TKeys : IDictionaryKeys<TKey>
        where TLayout : IMemoryLayout<T>
    {
        int entrySize = KeyedDictionaryLayout<TKey, TKeys, T, TLayout>.EntrySize;
        ReadOnlySpan<byte> table = ReadTable(pair, entrySize, name);

        // A guest could choose integers that all fall into one bucket.
        Dictionary<TKey, T> entries = new(table.Length / entrySize, SeededComparer<TKey>.Instance);
        Enter(name);
        for (; table.Length > 0; table = table[entrySize..])
        {
            if (TKeys.Read(BinaryPrimitives.ReadInt64LittleEndian(table), out TKey key) is { } reason)
            {
                throw origin.Bad(name, reason);
            }

            if (!entries.TryAdd(key, TLayout.Read(ref this, table.Slice(sizeof(long), TLayout.Size), name)))
            {
                throw DuplicateKey($"{key}", name);
            }
        }

        depth--;
        return entries;
    }

    internal ReadOnlySpan<byte> ReadTable(scoped ReadOnlySpan<byte> pair, int entrySize, string name)
    {
        uint count = SequencePair.Length(pair);
        Count(count, name);
        return Locate(SequencePair.Pointer(pair), (ulong)count * (uint)entrySize, name);
    }

    // What is generic in a class is compiled once for all classes, and looks its layout up for each item: not for strings.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadStrings(scoped ReadOnlySpan<byte> table, string[] items, string name)
    {
        for (int i = 0; i < items.Length; i++)
        {
            ReadOnlySpan<byte> pair = table.Slice(i * SequencePair.Size, SequencePair.Size);
            items[i] = ReadString(SequencePair.Pointer(pair), SequencePair.Length(pair), name);
        }
    }

    internal readonly Exception DuplicateKey(string key, string name) =>
        origin.Bad(name, $"the key {Quoted.Of(key, maxShown: 40)} comes twice");

    private readonly Exception NestsTooDeep(string name) =>
        origin.Bad(
            name,
            $"it nests deeper than the {Instance.Options.MaxNesting} levels of {nameof(GuestOptions)}.{nameof(GuestOptions.MaxNesting)}");

    private readonly Exception TooManyItems(string name) =>
        origin.Bad(
            name,
            $"the call's values have {itemsRead} items, more than the {Instance.Options.MaxItemsPerCall} of "
            + $"{nameof(GuestOptions)}.{nameof(GuestOptions.MaxItemsPerCall)}");

    /// <summary>Counts what the host is about to allocate for a value.</summary>
    private void Count(uint items, string name)
    {
        itemsRead += items;
        if (itemsRead > Instance.Options.MaxItemsPerCall)
        {
            throw TooManyItems(name);
        }
    }

    internal void Leave() => depth--;

    /// <summary>Begins what has values of its own, and is an item itself; <see cref="Leave"/> ends it.</summary>
    internal void Enter(string name)
    {
        Count(1, name);
        if (++depth > Instance.Options.MaxNesting)
        {
            throw NestsTooDeep(name);
        }

        if (!Nesting.HasStack(depth))
        {
            throw origin.Bad(name, $"it nests deeper than the stack of the thread allows, {depth} levels");
        }
    }
}
