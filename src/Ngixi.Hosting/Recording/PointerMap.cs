using System.Buffers.Binary;

namespace Ngixi.Hosting.Recording;

/// <summary>
/// Finds in another build of a guest what a call of the recorded one pointed to: its pointers are others, and mean the same. A number that
/// memory was read or written by is a pointer, and so is a word in what was read.
/// </summary>
internal sealed class PointerMap
{
    // Behind the address of a result are its capacity and encoding; before one of AssemblyScript's texts is its length.
    private static readonly int[] Offsets = [0, 8, -4];

    // What is behind a pointer, such as the next of a list of vectors.
    private const uint Reach = 64 * 1024;

    // No build has anything below.
    private const uint LeastPointer = 16;

    private readonly long[] recorded;
    private readonly long[] actual;
    private readonly bool[] isPointer;
    private readonly Dictionary<uint, uint> words = [];
    private readonly List<Word> open = [];
    private ulong recordedEnd;
    private uint actualEnd;

    /// <param name="recorded">The numbers that the recorded guest passed.</param>
    /// <param name="actual">Those that this one passed, as many.</param>
    /// <param name="known">The parameters, where there is a contract.</param>
    public PointerMap(long[] recorded, long[] actual, IReadOnlyList<ParameterSlots>? known)
    {
        this.recorded = recorded;
        this.actual = actual;
        isPointer = new bool[recorded.Length];
        foreach (ParameterSlots parameter in known ?? [])
        {
            isPointer[parameter.First] = parameter.IsPointer || parameter.IsSequence;
        }

        HasContract = known is not null;
    }

    private bool HasContract { get; }

    /// <summary>Gets the first number that is no pointer, is known not to be one, and differs; -1 for none.</summary>
    public int FirstOther() => HasContract ? OtherAt() : -1;

    /// <summary>Gets where this guest has what the recorded one had.</summary>
    public uint Translate(ulong address, int byteCount)
    {
        uint found = address == recordedEnd && recordedEnd != 0 ? actualEnd : Find((uint)address);
        recordedEnd = address + (uint)byteCount;
        actualEnd = found + (uint)byteCount;
        return found;
    }

    /// <summary>Compares what was read. Words that may be pointers are left for what they point to.</summary>
    /// <returns>False where it is something else.</returns>
    public bool Compare(ReadOnlySpan<byte> before, ReadOnlySpan<byte> now, ulong memory)
    {
        int at = 0;
        for (; at + sizeof(uint) <= before.Length; at += sizeof(uint))
        {
            uint was = BinaryPrimitives.ReadUInt32LittleEndian(before[at..]);
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(now[at..]);
            if (was != value)
            {
                if (!MayPoint(was, memory) || !MayPoint(value, memory))
                {
                    return false;
                }

                bool isOfNothing = HasZero(before, at + sizeof(uint)) && HasZero(now, at + sizeof(uint));
                open.Add(new Word(was, value) { IsResolved = isOfNothing });
            }

            words.TryAdd(was, value);
        }

        return before[at..].SequenceEqual(now[at..]);
    }

    /// <summary>Gets whether all that differs is a pointer.</summary>
    /// <param name="memory">The bytes of the guest's memory.</param>
    public bool IsSame(ulong memory)
    {
        for (int i = 0; i < recorded.Length; i++)
        {
            if (recorded[i] != actual[i]
                && !isPointer[i]
                && (HasContract || !MayPoint((ulong)recorded[i], memory) || !MayPoint((ulong)actual[i], memory)))
            {
                return false;
            }
        }

        return open.TrueForAll(word => word.IsResolved);
    }

    private static bool HasZero(ReadOnlySpan<byte> bytes, int at) =>
        at + sizeof(uint) <= bytes.Length && BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) == 0;

    private static bool MayPoint(ulong value, ulong memory) => value >= LeastPointer && value < memory;

    private int OtherAt()
    {
        for (int i = 0; i < recorded.Length; i++)
        {
            if (recorded[i] != actual[i] && !isPointer[i])
            {
                return i;
            }
        }

        return -1;
    }

    private uint Find(uint address)
    {
        foreach (int offset in Offsets)
        {
            if (Argument(address - (uint)offset) is { } argument)
            {
                return (uint)actual[argument] + (uint)offset;
            }

            if (FindWord(address - (uint)offset) is { } word)
            {
                return word + (uint)offset;
            }
        }

        int nearest = -1;
        for (int i = 0; i < recorded.Length; i++)
        {
            if (recorded[i] >= LeastPointer && recorded[i] < address && address - recorded[i] < Reach
                && (nearest < 0 || recorded[i] > recorded[nearest]))
            {
                nearest = i;
            }
        }

        if (nearest < 0)
        {
            return address;
        }

        isPointer[nearest] = true;
        return (uint)(actual[nearest] + (address - recorded[nearest]));
    }

    private int? Argument(uint address)
    {
        int found = Array.IndexOf(recorded, address);
        if (found < 0)
        {
            return null;
        }

        isPointer[found] = true;
        return found;
    }

    private uint? FindWord(uint address)
    {
        if (!words.TryGetValue(address, out uint value))
        {
            return null;
        }

        foreach (Word word in open)
        {
            word.IsResolved |= word.Recorded == address && word.Actual == value;
        }

        return value;
    }

    /// <summary>A word that differs, and is a pointer if it is used as one.</summary>
    private sealed class Word(uint recorded, uint actual)
    {
        public uint Recorded => recorded;

        public uint Actual => actual;

        public bool IsResolved { get; set; }
    }
}
