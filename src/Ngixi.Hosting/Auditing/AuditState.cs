using System.Security.Cryptography;

namespace Ngixi.Hosting.Auditing;

/// <summary>What a line follows.</summary>
/// <param name="Log">The name of the audit: 32 random hexadecimal digits.</param>
/// <param name="Lines">The number of lines so far.</param>
/// <param name="Sha256">The hash of the last of them.</param>
/// <param name="Torn">The bytes behind it, of a line that was not written to its end.</param>
internal sealed record AuditState(string Log, long Lines, string Sha256, byte[] Torn)
{
    public static AuditState New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true), 0, AuditLine.NoHash, []);
}
