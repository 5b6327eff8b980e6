using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A world of chance, which no replay has.</summary>
internal sealed class World(Random random) : IWorld
{
    private const int Return = 0;

    /// <summary>The steps of a guest, as <see cref="WorldGuest"/> numbers them.</summary>
    public const int Asks = 1;
    public const int Finds = 4;
    public const int Fills = 5;
    public const int CallsAgain = 6;
    public const int Traps = 7;
    public const int Fails = 10;
    public const int RunsOn = 14;

    private int steps;
    private int depth;

    public static GuestEngineOptions Options(Func<GuestContext, IWorld> create) => new()
    {
        IsRecordable = true,
        Capabilities = { Capability.Of<IWorld>("world", static (linker, make) => linker.DefineWorld(make), create) },
    };

    /// <summary>Gets or sets the guest that is called again.</summary>
    public GuestInstance? Guest { get; set; }

    /// <summary>Gets or sets the kinds of steps that a guest takes, by <see cref="WorldGuest"/>.</summary>
    public int Kinds { get; set; } = 14;

    /// <summary>Gets or sets the steps of the guest, of those that end it the last; null for those of chance.</summary>
    public Queue<int>? Steps { get; set; }

    /// <summary>Gets or sets what is done before a step is told.</summary>
    public Action<int>? BeforeStep { get; set; }

    /// <summary>Gets or sets what is found; null for what chance finds.</summary>
    public string? Found { get; set; }

    /// <summary>Gets or sets how a buffer is filled; null for what chance does.</summary>
    public Func<Span<byte>, int>? Filling { get; set; }

    public int Next()
    {
        if (Steps is not null)
        {
            int step = Steps.TryDequeue(out int next) ? next : Return;
            BeforeStep?.Invoke(step);
            return step;
        }

        // Steps that end a guest are rare, so that the others have their turns.
        int kind = random.Next(Kinds);
        bool isEnd = kind is 7 or 8 or 10 or 11 or 12;
        return ++steps % 12 == 0 || (isEnd && random.Next(10) > 0) ? Return : kind | (random.Next(1 << 20) << 4);
    }

    public long Ask(long number, double fraction, int more) => random.NextInt64() ^ more;

    public string Find(string key) => Found ?? new((char)random.Next('a', 'ÿ'), random.Next(0, 200));

    public int Fill(Span<byte> buffer)
    {
        if (Filling is not null)
        {
            return Filling(buffer);
        }

        random.NextBytes(buffer[..random.Next(buffer.Length + 1)]);
        return random.Next();
    }

    public int Again(int what)
    {
        if (depth == 3 || Guest is null)
        {
            return -1;
        }

        depth++;
        try
        {
            return random.Next(2) == 0
                ? (int)Guest.Invoke("run", what)!.Value
                : (int)Guest.Invoke("sum", what, BitConverter.SingleToInt32Bits(random.NextSingle()), random.NextInt64())!.Value;
        }
        finally
        {
            depth--;
        }
    }

    public void Fail() => throw new InvalidOperationException("The world is not what it was.");
}
