using System.Text;
using Ngixi.Hosting.Auditing;

namespace Ngixi.Hosting.Tests.Auditing;

/// <summary>Audits in memory.</summary>
internal static class AuditFixture
{
    /// <summary>Verifies the lines of an audit, with its anchors.</summary>
    public static AuditVerification Verify(AuditHost host) => Verify(host.ToFile(), host.AnchorsToFile());

    /// <summary>Verifies the bytes of a file, or of several.</summary>
    public static AuditVerification Verify(byte[] file, byte[]? anchors = null, AuditVerificationOptions? options = null) =>
        Verify([file], anchors, options);

    /// <summary>Verifies the bytes of files.</summary>
    public static AuditVerification Verify(IEnumerable<byte[]> files, byte[]? anchors = null, AuditVerificationOptions? options = null) =>
        AuditVerifier.Verify(
            [.. files.Select((bytes, i) => new AuditSource($"file {i + 1}", () => new MemoryStream(bytes)))],
            anchors is null ? null : new AuditSource("anchors", () => new MemoryStream(anchors)),
            options ?? new AuditVerificationOptions());

    /// <summary>Writes so many lines between the first and the last.</summary>
    public static AuditHost Written(int lines, AuditOptions? options = null)
    {
        AuditHost host = new();
        using GuestAudit audit = host.Open(options);
        for (int i = 0; i < lines; i++)
        {
            audit.Write(AuditEntry.Of("tried", json => json.WriteNumber("number", i)));
        }

        return host;
    }

    /// <summary>Splits a file into its lines, each with its end.</summary>
    public static List<byte[]> LinesOf(byte[] file) =>
        [.. Encoding.UTF8.GetString(file).Split('\n')[..^1].Select(line => Encoding.UTF8.GetBytes(line + "\n"))];
}
