using System.Reflection;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Where things stand in the repository, as the project file says it.</summary>
internal static class TestPaths
{
    public static string Snapshots { get; } = Metadata("SnapshotDirectory");

    public static string Diagnostics { get; } = Metadata("DiagnosticsDirectory");

    public static string GuestTools { get; } = Metadata("GuestToolsDirectory");

    private static string Metadata(string key) => typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
