using Ngixi.Hosting.Health;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Tests;

public sealed class HealthTests
{
    [Fact]
    public void The_process_is_examined_and_sound()
    {
        using GuestEngine engine = new();
        IReadOnlyList<HostFinding> findings = GuestEngine.Examine();
        Assert.Equal(["signals", "instances", "wasmtime"], findings.Select(finding => finding.Name));
        Assert.All(findings, finding => Assert.True(finding.IsSound, finding.Message));
    }

    [Theory]
    [InlineData("50.0.1", "7 advisories are known of Wasmtime 50.0.1 (list of 2026-11-19); guests reach none.")]
    [InlineData("50.0.2", "1 advisories are known of Wasmtime 50.0.2 (list of 2026-11-19); guests reach none.")]
    [InlineData("50.0.3", "Wasmtime 50.0.3, of which no advisory is known.")]
    public void Advisories_of_the_version_are_told_of_in_a_line(string version, string message)
    {
        HostFinding finding = HostExamination.Advisories(Version.Parse(version));
        Assert.Equal(message, finding.Message);
        Assert.True(finding.IsSound);
    }

    [Fact]
    public void A_process_that_is_almost_full_of_instances_is_not_sound()
    {
        Assert.True(HostExamination.Instances(89, 100).IsSound);
        HostFinding finding = HostExamination.Instances(90, 100);
        Assert.False(finding.IsSound);
        Assert.Equal(
            "90 live instances of 100 that the process may have: soon calls are refused. Drop instances, or raise vm.max_map_count.",
            finding.Message);
    }

    [Fact]
    public void The_ceiling_leaves_a_tenth_of_the_systems_mappings()
    {
        if (OperatingSystem.IsLinux())
        {
            int most = int.Parse(File.ReadAllText("/proc/sys/vm/max_map_count"), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(InstanceCeiling.Process.Most, most * 0.7 / 3, most * 0.9 / 3);
        }
    }
}
