using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A world of chance, which no replay has.</summary>
internal sealed class World(Random random) : IWorld
{
    private const int Return = 0;

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

    public int Next()
    {
        // Steps that end a guest are rare, so that the others have their turns.
        int kind = random.Next(Kinds);
        bool isEnd = kind is 7 or 8 or 10 or 11 or 12;
        return ++steps % 12 == 0 || (isEnd && random.Next(10) > 0) ? Return : kind | (random.Next(1 << 20) << 4);
    }

    public long Ask(long number, double fraction, int more) => random.NextInt64() ^ more;

    public string Find(string key) => new((char)random.Next('a', 'ÿ'), random.Next(0, 200));

    public int Fill(Span<byte> buffer)
    {
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
