using System.Security.Cryptography;
using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Hosting.Recording;

/// <summary>The hash of a guest's memory, by which a replay knows that it came to the same end.</summary>
internal static class MemoryHash
{
    // A view has 2 GiB at most, and a memory 4.
    private const int Piece = 1 << 30;

    /// <summary>Hashes the memory that a guest exports.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="secrets">The keys of its recording: a hash without would tell of what is secret.</param>
    public static byte[] Of(Bindgen.Runtime.Instances.GuestInstance guest, SecretBox? secrets)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ulong length = guest.Memory.Length;
        for (ulong at = 0; at < length; at += Piece)
        {
            hash.AppendData(guest.Memory.Read((uint)at, (int)Math.Min(length - at, Piece)));
        }

        byte[] whole = hash.GetHashAndReset();
        if (secrets is null)
        {
            return whole;
        }

        byte[] keyed = new byte[SecretBox.HashBytes];
        secrets.Hash(whole, keyed);
        return keyed;
    }
}
