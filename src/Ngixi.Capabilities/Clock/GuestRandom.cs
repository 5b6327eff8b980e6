using System.Buffers.Binary;
using System.Security.Cryptography;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The random numbers of one module's guests: <c>linker.DefineRandom(random.ForInstance)</c>.</summary>
/// <remarks>For any number of threads.</remarks>
public sealed class GuestRandom
{
    private readonly RandomGrant grant;

    /// <summary>Creates the random numbers of a module.</summary>
    /// <param name="grant">The numbers that its guests may have; by default the system's.</param>
    public GuestRandom(RandomGrant? grant = null) => this.grant = grant ?? RandomGrant.Default;

    /// <summary>Makes a seed for a guest in AssemblyScript: for <see cref="AssemblyScriptOptions.Seed"/>.</summary>
    /// <returns>A number from 1 to 2⁵³; the same for each instance where the grant has a seed.</returns>
    public double Seed()
    {
        ulong number;
        if (grant.Seed is { } seed)
        {
            number = new SplitMix64(seed).Next();
        }
        else
        {
            Span<byte> bytes = stackalloc byte[sizeof(ulong)];
            RandomNumberGenerator.Fill(bytes);
            number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        return (number >> 11) + 1;
    }

    /// <summary>Makes the random numbers of an instance.</summary>
    /// <param name="context">The instance.</param>
    public IRandom ForInstance(GuestContext context) => grant.Seed is { } seed ? new SeededRandom(seed) : new SystemRandom();

    private sealed class SystemRandom : IRandom
    {
        public void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);
    }

    /// <summary>The same bytes for the same seed, however the guest asks for them piece by piece.</summary>
    private sealed class SeededRandom(ulong seed) : IRandom
    {
        private readonly byte[] bytes = new byte[sizeof(ulong)];
        private SplitMix64 numbers = new(seed);
        private int used = sizeof(ulong);

        public void Fill(Span<byte> buffer)
        {
            foreach (ref byte item in buffer)
            {
                if (used == bytes.Length)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes, numbers.Next());
                    used = 0;
                }

                item = bytes[used++];
            }
        }
    }
}
