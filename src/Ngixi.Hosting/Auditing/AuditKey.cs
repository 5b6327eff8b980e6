using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Hosting;

/// <summary>The key that anchors of an audit are signed with, or checked. Who verifies needs the public one of ECDSA alone.</summary>
public sealed class AuditKey : IDisposable
{
    private const int LeastBytes = 32;

    private readonly byte[] secret;
    private readonly ECDsa? pair;

    private AuditKey(byte[] secret, ECDsa? pair, byte[] identity, bool canSign)
    {
        this.secret = secret;
        this.pair = pair;
        Id = Convert.ToHexStringLower(SHA256.HashData(identity).AsSpan(0, 8));
        CanSign = canSign;
    }

    /// <summary>Gets the name by which anchors tell their key: 16 hexadecimal digits of its hash. It tells nothing of the key.</summary>
    public string Id { get; }

    /// <summary>Gets whether it signs, and not only checks.</summary>
    internal bool CanSign { get; }

    /// <summary>Takes a secret for HMAC-SHA256, which those need, too, who verify.</summary>
    /// <param name="secret">The secret, of 32 bytes or more.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    public static AuditKey FromSecret(ReadOnlySpan<byte> secret) => secret.Length >= LeastBytes
        ? new AuditKey(secret.ToArray(), null, HMACSHA256.HashData(secret, "the name of the key"u8), canSign: true)
        : throw new ArgumentException($"The secret has {secret.Length} bytes, and needs {LeastBytes} or more.", nameof(secret));

    /// <summary>Reads a key of ECDSA P-256: a private one to sign with, or a public one to verify with.</summary>
    /// <param name="pem">The key, as PEM.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is none, or of another curve.</exception>
    public static AuditKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ECDsa pair = ECDsa.Create();
        try
        {
            pair.ImportFromPem(pem);
            return pair.KeySize == 256
                ? new AuditKey([], pair, pair.ExportSubjectPublicKeyInfo(), pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
                : throw new ArgumentException($"The key has {pair.KeySize} bits: write one of the curve P-256.", nameof(pem));
        }
        catch (Exception exception)
        {
            pair.Dispose();
            throw exception is CryptographicException
                ? new ArgumentException("The text is no key of ECDSA P-256.", nameof(pem), exception)
                : exception;
        }
    }

    /// <summary>Reads a key from a file: PEM of ECDSA P-256, or else the bytes of a secret for HMAC-SHA256.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It has no key.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static AuditKey Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0 ? FromPem(Encoding.UTF8.GetString(bytes)) : FromSecret(bytes);
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(secret);
        pair?.Dispose();
    }

    internal byte[] Sign(ReadOnlySpan<byte> data) =>
        pair?.SignData(data, HashAlgorithmName.SHA256) ?? HMACSHA256.HashData(secret, data);

    internal bool IsSignature(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        pair?.VerifyData(data, signature, HashAlgorithmName.SHA256)
        ?? CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, data), signature);
}
