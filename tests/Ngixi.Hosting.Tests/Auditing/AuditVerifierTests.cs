using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting.Auditing;
using Xunit.Abstractions;

namespace Ngixi.Hosting.Tests.Auditing;

public sealed class AuditVerifierTests(ITestOutputHelper output)
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void An_audit_that_nobody_changed_is_intact()
    {
        AuditVerification found = AuditFixture.Verify(AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10 }));
        Assert.True(found.IsIntact, found.ToString());
        Assert.Equal((1, 42, 42), (found.FirstLine, found.LastLine, found.AnchoredLine));
        Assert.Equal(5, found.Anchors);
        Assert.Empty(found.Remarks);
    }

    /// <summary>Edits, deletions, reorderings and truncations: NGIXI_TRIES of them, from NGIXI_SEED on.</summary>
    [Fact]
    public void Each_of_ten_thousand_random_changes_is_found_at_the_first_line_that_differs()
    {
        AuditHost host = AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10 });
        byte[] file = host.ToFile();
        byte[] anchors = host.AnchorsToFile();
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (int seed in Tries.Seeds(10_000))
        {
            (string what, byte[] changed) = Tampering.Change(file, seed);
            AuditVerification found = AuditFixture.Verify(changed, anchors);
            Assert.False(found.IsIntact, $"NGIXI_SEED={seed}: {what}, and it was not found.");

            // A whole audit with something behind it is complete up to there.
            int first = Tampering.FirstDifference(file, changed);
            Assert.True(
                found.Fault?.Line == first || (found.TornBytes > 0 && first == 43),
                $"NGIXI_SEED={seed}: {what} in line {first}, and it was said: {found}");
            Assert.True(found.LastLine < first, $"NGIXI_SEED={seed}: {what}");
            counts[what] = counts.GetValueOrDefault(what) + 1;
        }

        output.WriteLine($"Seeds {Tries.Seed(1)} to {Tries.Seed(1) + counts.Values.Sum() - 1}: {counts.Values.Sum()} changes, all found.");
        foreach ((string what, int count) in counts)
        {
            output.WriteLine($"{count,6} {what}");
        }
    }

    [Fact]
    public void Who_writes_the_chain_anew_is_found_by_an_anchor()
    {
        AuditHost host = AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10 });
        List<byte[]> lines = AuditFixture.LinesOf(host.ToFile());
        for (int changed = 1; changed <= lines.Count; changed++)
        {
            AuditVerification found = AuditFixture.Verify(Rewritten(lines, changed), host.AnchorsToFile());
            int anchored = (changed - 1) / 10 * 10;
            Assert.Equal(anchored + 1, found.Fault!.Line);
            Assert.Equal((anchored, anchored), (found.LastLine, found.AnchoredLine));
            Assert.Contains("was replaced, and those after it written anew", found.Fault.Reason, StringComparison.Ordinal);

            // Nothing else tells, where all lines are the writer's own.
            Assert.True(AuditFixture.Verify(Rewritten(lines, changed)).IsIntact);
        }
    }

    [Fact]
    public void Each_kind_of_change_is_told_by_name()
    {
        AuditHost host = AuditFixture.Written(4);
        List<byte[]> lines = AuditFixture.LinesOf(host.ToFile());
        byte[] edited = [.. lines[1]];
        edited[^80]++;
        Assert.Equal(
            "It was changed: its SHA-256 is not that of its bytes, or it is no line of an audit.", Reason(lines[0], edited, lines[2]));
        Assert.Equal("It is missing, or was moved: line 3 stands in its place.", Reason(lines[0], lines[2], lines[1]));
        Assert.Equal("It is missing, or was moved: line 1 stands here once more.", Reason(lines[0], lines[0], lines[1]));
        Assert.Equal("It is missing: the first line that is there is 2.", Reason(lines[1], lines[2]));
        Assert.Equal(
            "It does not follow line 2: that has another SHA-256. One of both was replaced.",
            Reason(lines[0], Own(lines[1], """{"event":"forged"}"""), lines[2]));
        Assert.StartsWith("The end was cut off: an anchor of ", Reason([.. lines[..^1]]), StringComparison.Ordinal);
        Assert.StartsWith("The end was cut off: an anchor of ", Reason([.. lines[..^1], lines[^1][..^1]]), StringComparison.Ordinal);
        Assert.Equal("A file cannot begin with it: lines before it are missing.", AuditFixture.Verify(
            Tampering.Join(lines[2..]), null, new AuditVerificationOptions { MayBeginLater = true }).Fault!.Reason);

        string Reason(params byte[][] changed) =>
            AuditFixture.Verify(Tampering.Join(changed), host.AnchorsToFile()).Fault?.Reason ?? "nothing";
    }

    [Fact]
    public void An_audit_in_place_of_another_is_found()
    {
        AuditVerification found = AuditFixture.Verify(AuditFixture.Written(4).ToFile(), AuditFixture.Written(4).AnchorsToFile());
        Assert.Equal((1, "It is of another audit than the anchors."), (found.Fault!.Line, found.Fault.Reason));
    }

    [Fact]
    public void Without_anchors_a_cut_end_is_not_seen_and_that_is_said()
    {
        List<byte[]> lines = AuditFixture.LinesOf(AuditFixture.Written(4).ToFile());
        AuditVerification found = AuditFixture.Verify(Tampering.Join(lines[..3]));
        Assert.True(found.IsIntact);
        Assert.Equal((3, 0), (found.LastLine, found.AnchoredLine));
        Assert.Contains("a cut end would not be seen", found.ToString(), StringComparison.Ordinal);
        Assert.Equal(["It is being written, or its process ended without closing it."], found.Remarks);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Anchors_are_signed(bool isPair)
    {
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa otherPair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using AuditKey key = isPair ? AuditKey.FromPem(pair.ExportPkcs8PrivateKeyPem()) : AuditKey.FromSecret(Secret);
        using AuditKey ofVerifier = isPair ? AuditKey.FromPem(pair.ExportSubjectPublicKeyInfoPem()) : AuditKey.FromSecret(Secret);
        using AuditKey other = isPair
            ? AuditKey.FromPem(otherPair.ExportSubjectPublicKeyInfoPem())
            : AuditKey.FromSecret(RandomNumberGenerator.GetBytes(32));
        AuditHost host = AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10, Key = key });
        AuditVerification found = Verify(ofVerifier, host.AnchorsToFile());
        Assert.True(found is { IsIntact: true, AreSignaturesChecked: true, AnchoredLine: 42 }, found.ToString());
        Assert.False(AuditFixture.Verify(host).AreSignaturesChecked);

        Assert.Equal(
            $"The anchor of this line is bad: it is signed with the key {key.Id}, and not with {other.Id}.",
            Verify(other, host.AnchorsToFile()).Fault!.Reason);
        Assert.Equal(
            "The anchor of this line is bad: its signature is not that of its key.",
            Verify(ofVerifier, Edited(host, "\"lines\":10,", "\"lines\":11,")).Fault!.Reason);
        string unsigned = host.Anchors[^1][..host.Anchors[^1].IndexOf(",\"key\"", StringComparison.Ordinal)] + "}\n";
        Assert.Equal(
            "The anchor of this line is bad: it is not signed.", Verify(ofVerifier, Encoding.UTF8.GetBytes(unsigned)).Fault!.Reason);

        AuditVerification Verify(AuditKey with, byte[] anchors) =>
            AuditFixture.Verify(host.ToFile(), anchors, new AuditVerificationOptions { Key = with });
    }

    [Fact]
    public void A_changed_byte_of_a_signed_anchor_is_found()
    {
        using AuditKey key = AuditKey.FromSecret(Secret);
        AuditHost host = AuditFixture.Written(40, new AuditOptions { AnchorEvery = 10, Key = key });
        byte[] anchors = host.AnchorsToFile();
        byte[] file = host.ToFile();
        for (int i = 0; i < anchors.Length; i++)
        {
            byte[] changed = [.. anchors];
            changed[i] ^= 4;
            AuditVerification found = AuditFixture.Verify(file, changed, new AuditVerificationOptions { Key = key });
            Assert.False(found is { IsIntact: true, Remarks.Count: 0 }, $"byte {i}: {found}");
        }
    }

    [Fact]
    public void Only_keys_of_32_bytes_and_of_the_curve_P_256_are_taken_and_a_public_one_does_not_sign()
    {
        Assert.Throws<ArgumentException>(() => AuditKey.FromSecret(new byte[31]));
        Assert.Throws<ArgumentException>(() => AuditKey.FromPem("no key"));
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<ArgumentException>(() => AuditKey.FromPem(large.ExportPkcs8PrivateKeyPem()));
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using AuditKey key = AuditKey.FromPem(pair.ExportSubjectPublicKeyInfoPem());
        Assert.Throws<ArgumentException>(() => GuestAudit.To(_ => { }, new AuditOptions { Key = key }));
    }

    [Fact]
    public void The_result_is_said_to_people_and_to_programs()
    {
        AuditHost host = AuditFixture.Written(4);
        Assert.StartsWith(
            "OK: each line is as it was written\nLines 1 to 6 follow each other.\n"
            + "Complete up to line 6, by 1 anchors (signatures not checked)",
            AuditFixture.Verify(host).ToString(),
            StringComparison.Ordinal);
        List<byte[]> lines = AuditFixture.LinesOf(host.ToFile());
        AuditVerification bad = AuditFixture.Verify(Tampering.Join(lines[..2].Concat(lines[3..])));
        Assert.StartsWith(
            "BAD: line 3: It is missing, or was moved: line 4 stands in its place. (file 1:3)\nLines 1 to 2 follow each other.\n",
            bad.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("\"intact\": false", bad.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"line\": 3", bad.ToJson(), StringComparison.Ordinal);
    }

    private static byte[] Edited(AuditHost host, string text, string by) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(host.AnchorsToFile()).Replace(text, by, StringComparison.Ordinal));

    /// <summary>Makes a line anew with another entry, in the place of a line, with a hash of its own.</summary>
    private static byte[] Own(byte[] line, string entry, string? previous = null)
    {
        AuditLine read = AuditLine.Read(line.AsSpan(..^1))!;
        return AuditLine.Write(read.Number, read.Time, previous ?? read.Previous, Encoding.UTF8.GetBytes(entry), out _);
    }

    /// <summary>Changes a line, and makes all after it follow.</summary>
    private static byte[] Rewritten(List<byte[]> lines, int changed)
    {
        List<byte[]> written = [];
        string previous = AuditLine.NoHash;
        foreach (byte[] line in lines)
        {
            string text = Encoding.UTF8.GetString(line);
            int start = text.IndexOf("\"event\"", StringComparison.Ordinal);
            string entry = "{" + text[start..text.LastIndexOf(",\"sha256\"", StringComparison.Ordinal)] + "}";
            entry = written.Count + 1 == changed ? entry[..^1] + ",\"more\":1}" : entry;
            written.Add(Own(line, entry, previous));
            previous = AuditLine.Read(written[^1].AsSpan(..^1))!.Sha256;
        }

        return Tampering.Join(written);
    }
}
