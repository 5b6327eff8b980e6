using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ngixi.Hosting.Recording.Format;

/// <summary>Hides the secrets of one recording: hashes what is compared alone, encrypts what is needed again.</summary>
internal sealed class SecretBox : IDisposable
{
    /// <summary>The bytes of a host's key, at least.</summary>
    public const int LeastKey = 32;

    public const int SaltBytes = 32;

    public const int HashBytes = 16;

    /// <summary>The bytes that encryption adds.</summary>
    public const int TagBytes = 16;

    private const int NonceBytes = 12;

    private readonly AesGcm cipher;
    private readonly byte[] hashKey;

    // The key is the recording's own, so that a counter is never used twice with it.
    private readonly byte[] nonce = new byte[NonceBytes];
    private long sealedCount;

    public SecretBox(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt)
    {
        Span<byte> keys = stackalloc byte[64];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, keys, salt, "ngixi recording"u8);
        cipher = new AesGcm(keys[..32], TagBytes);
        hashKey = keys[32..].ToArray();
        CryptographicOperations.ZeroMemory(keys);
    }

    /// <summary>Gets what tells whether a key is the right one.</summary>
    public byte[] Check => HMACSHA256.HashData(hashKey, "key"u8)[..HashBytes];

    /// <summary>Refuses a key that is too short; none is none.</summary>
    public static void Require(ReadOnlyMemory<byte> key, string parameter)
    {
        if (key.Length is > 0 and < LeastKey)
        {
            throw new ArgumentException($"The key has {key.Length} bytes, and needs {LeastKey} or more.", parameter);
        }
    }

    /// <summary>Hashes what a guest hands out.</summary>
    public void Hash(ReadOnlySpan<byte> bytes, Span<byte> hash)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(hashKey, bytes, whole);
        whole[..HashBytes].CopyTo(hash);
    }

    /// <summary>Encrypts the next secret.</summary>
    /// <param name="bytes">The secret.</param>
    /// <param name="destination">Takes it, and <see cref="TagBytes"/> more.</param>
    public void Seal(ReadOnlySpan<byte> bytes, Span<byte> destination) =>
        cipher.Encrypt(Next(), bytes, destination[..bytes.Length], destination.Slice(bytes.Length, TagBytes));

    /// <summary>Decrypts the next secret, in its place.</summary>
    /// <returns>The secret.</returns>
    public Span<byte> Open(Span<byte> bytes)
    {
        if (bytes.Length < TagBytes)
        {
            throw new RecordingFormatException("A secret of the recording is cut.");
        }

        Span<byte> content = bytes[..^TagBytes];
        try
        {
            cipher.Decrypt(Next(), content, bytes[^TagBytes..], content);
            return content;
        }
        catch (CryptographicException)
        {
            throw new RecordingFormatException("A secret of the recording is not what was encrypted with this key.");
        }
    }

    public void Dispose()
    {
        cipher.Dispose();
        CryptographicOperations.ZeroMemory(hashKey);
    }

    private byte[] Next()
    {
        BinaryPrimitives.WriteInt64LittleEndian(nonce, ++sealedCount);
        return nonce;
    }
}
