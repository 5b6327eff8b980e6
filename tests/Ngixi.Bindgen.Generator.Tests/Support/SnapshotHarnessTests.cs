using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>The harness fails when it should.</summary>
public sealed class SnapshotHarnessTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ngixi-snapshot-").FullName;

    private static Dictionary<string, string> OneFile(string text) => new() { ["a.ts"] = text };

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void A_new_file_fails_and_is_written_as_received()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Snapshot.Verify(directory, OneFile("text\n"), isUpdate: false));
        Assert.Equal("text\n", File.ReadAllText(Path.Combine(directory, "a.received.ts")));
    }

    [Fact]
    public void Line_ends_are_compared()
    {
        File.WriteAllText(Path.Combine(directory, "a.verified.ts"), "text\r\n");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Snapshot.Verify(directory, OneFile("text\n"), isUpdate: false));
    }

    [Fact]
    public void An_orphan_fails()
    {
        File.WriteAllText(Path.Combine(directory, "a.verified.ts"), "text\n");
        File.WriteAllText(Path.Combine(directory, "b.verified.ts"), "text\n");
        Xunit.Sdk.XunitException failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() =>
            Snapshot.Verify(directory, OneFile("text\n"), isUpdate: false));
        Assert.Contains("b.verified.ts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_as_approved_passes()
    {
        File.WriteAllText(Path.Combine(directory, "a.verified.ts"), "text\n");
        Snapshot.Verify(directory, OneFile("text\n"), isUpdate: false);
        Assert.Empty(Directory.GetFiles(directory, "*.received.*"));
    }

    [Fact]
    public void Approving_is_refused_in_CI()
    {
        Assert.True(SnapshotUpdate.Decide("1", ci: null));
        Assert.False(SnapshotUpdate.Decide(null, ci: "true"));
        Assert.Throws<InvalidOperationException>(() => SnapshotUpdate.Decide("1", ci: "true"));
    }
}
