using System.Buffers.Binary;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Fuzz;

/// <summary>
/// Passes damaged values of every type of the table from a guest to the host. A call succeeds or is refused, and what it allocates
/// is bounded; nothing else may happen. The same seed does the same.
/// </summary>
internal abstract class ValueFuzzer : IDisposable
{
    private const int MaxBytesPerCall = 16 * 1024;
    private const int NoiseBytes = 4096;

    /// <summary>
    /// What a call may allocate: an error with its text, and what C# makes of the bytes that it may read. A text of one byte,
    /// the worst in the table, has 9 in the guest and 40 in C#.
    /// </summary>
    private const long MaxAllocation = (64 * 1024) + (8 * MaxBytesPerCall);

    /// <summary>Words that are at an edge of something.</summary>
    private static readonly uint[] Edges =
    [
        0, 1, 2, 3, 4, 7, 8, 16, 255, 256, 1024, GuestImage.Start,
        0x7FFF_FFFF, 0x8000_0000, 0x8000_0001, 0x8000_0002, 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFF8,
        0x1000_0000, 0x2000_0000, 0x4000_0000,
        RawGuest.MemorySize, RawGuest.MemorySize - 1, RawGuest.MemorySize - 4, RawGuest.MemorySize - 8, RawGuest.MemorySize + 1,
    ];

    private readonly List<(TypeRow Row, StoredForm Form, object?[] Values)> rows = [];
    private RawGuest? guest;
    private int callsOfGuest;

    protected ValueFuzzer()
    {
        foreach (TypeRow row in ConformanceTable.Rows)
        {
            StoredForm form = StoredForm.Of(typeof(ITake).GetMethod(row.Name)!.GetParameters()[0]);
            rows.Add((row, form, [.. row.Values.Where(value => IsSmall(value, form))]));
        }
    }

    /// <summary>Gets how many damaged values the host accepted: a length that is shorter, another number.</summary>
    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Gets the guest of these calls.</summary>
    protected RawGuest Guest => guest ??= NewGuest();

    protected Linker Linker { get; } = new(RawGuest.Engine);

    /// <summary>Gets every type of the table with its small values.</summary>
    protected IReadOnlyList<(TypeRow Row, StoredForm Form, object?[] Values)> Rows => rows;

    public void Dispose()
    {
        guest?.Dispose();
        Linker.Dispose();
    }

    /// <summary>Passes every small value of the table as it is.</summary>
    public void PassUndamaged(int seed)
    {
        Random random = new(seed);
        foreach ((TypeRow row, StoredForm form, object?[] values) in rows)
        {
            foreach (object? value in values)
            {
                GuestImage image = new(random);
                Assert.True(image.TryPass(value, form), row.Name);
                Guest.Write(0, image.Used);
                Assert.Equal(Canonical.Of(value), Canonical.Of(Pass(row, form, image.Arguments)));
            }
        }
    }

    /// <summary>Passes one damaged value.</summary>
    public void Step(int seed)
    {
        Random random = new(seed);
        (TypeRow row, StoredForm form, object?[] values) = rows[random.Next(rows.Count)];
        GuestImage image = new(random);
        Assert.True(image.TryPass(values[random.Next(values.Length)], form), row.Name);
        List<object> arguments = image.Arguments;
        if (random.Next(4) == 0)
        {
            Noise(random);
        }
        else
        {
            Damage(random, image);
            Guest.Write(0, image.Used);
        }

        if (random.Next(4) == 0)
        {
            int index = random.Next(arguments.Count);
            arguments[index] = Damage(random, arguments[index]);
        }

        Count(row, form, arguments, seed);
    }

    /// <summary>Makes a guest that passes values.</summary>
    protected abstract RawGuest Make();

    /// <summary>Has the guest pass a value.</summary>
    /// <param name="arguments">The raw arguments of a parameter of the form.</param>
    /// <returns>What the host has.</returns>
    protected abstract object? Pass(TypeRow row, StoredForm form, List<object> arguments);

    /// <summary>Gets whether an exception says that what the guest passed is bad, and nothing else.</summary>
    protected abstract bool IsRefusal(Exception exception);

    /// <summary>Whether a value stays within the limits of a call in each encoding.</summary>
    private static bool IsSmall(object? value, StoredForm form)
    {
        GuestImage image = new(new Random(0));
        return image.TryPass(value, form) && image.Used.Length <= MaxBytesPerCall / 4;
    }

    private static void Damage(Random random, GuestImage image)
    {
        Span<byte> used = image.Used;
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            if (image.Words.Count > 0 && random.Next(4) > 0)
            {
                int at = image.Words[random.Next(image.Words.Count)];
                uint word = BinaryPrimitives.ReadUInt32LittleEndian(used[at..]);
                BinaryPrimitives.WriteUInt32LittleEndian(used[at..], Damage(random, word, image));
            }
            else if (used.Length > GuestImage.Start)
            {
                used[random.Next(GuestImage.Start, used.Length)] = (byte)random.Next(256);
            }
        }
    }

    private static uint Damage(Random random, uint word, GuestImage image) => random.Next(6) switch
    {
        0 => word + (uint)random.Next(-9, 10),
        1 => word ^ (1u << random.Next(32)),
        2 => Edges[random.Next(Edges.Length)],
        3 => (uint)random.Next(image.Used.Length), // Somewhere else in the values: cycles, and tables over each other.
        4 => (uint)image.Words[random.Next(image.Words.Count)],
        _ => (uint)random.NextInt64(1L << 32),
    };

    private static object Damage(Random random, object argument) => argument switch
    {
        int word => random.Next(3) switch
        {
            0 => word + random.Next(-9, 10),
            1 => unchecked((int)Edges[random.Next(Edges.Length)]),
            _ => random.Next(int.MinValue, int.MaxValue),
        },
        long => random.NextInt64(long.MinValue, long.MaxValue),
        _ => argument,
    };

    /// <summary>
    /// Words that are small, so that many of them are pointers and lengths that hold. A few that repeat make values that
    /// contain themselves, and tables that lie over each other.
    /// </summary>
    private void Noise(Random random)
    {
        uint[] words = new uint[random.Next(3) == 0 ? NoiseBytes / sizeof(uint) : random.Next(1, 12)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = random.Next(16) switch
            {
                < 5 => (uint)random.Next(4),
                < 10 => (uint)random.Next(NoiseBytes),
                < 15 => (uint)random.Next(NoiseBytes / 8) * 8,
                _ => Edges[random.Next(Edges.Length)],
            };
        }

        Span<byte> memory = Guest.Bytes(0, NoiseBytes);
        for (int i = 0; i < NoiseBytes / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(memory[(i * sizeof(uint))..], words[i % words.Length]);
        }
    }

    private void Count(TypeRow row, StoredForm form, List<object> arguments, int seed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? failure = Record.Exception(() => Pass(row, form, arguments));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        string context = $"seed {seed}: {row.Name}({string.Join(", ", arguments)})";
        Assert.True(allocated <= MaxAllocation, $"{context} allocated {allocated} bytes");
        if (failure is null)
        {
            Accepted++;
        }
        else
        {
            Assert.True(IsRefusal(failure), $"{context}: {failure}");
            Refused++;
        }

        // After a trap a guest is dropped. This one has no code that a trap could damage, and so it lasts longer.
        if (++callsOfGuest == 1_000)
        {
            guest!.Dispose();
            guest = null;
        }
    }

    private RawGuest NewGuest()
    {
        callsOfGuest = 0;
        RawGuest made = Make();
        made.Store.SetGuestOptions(new GuestOptions { MaxBytesPerCall = MaxBytesPerCall, MaxItemsPerCall = 1_000 });
        return made;
    }
}
