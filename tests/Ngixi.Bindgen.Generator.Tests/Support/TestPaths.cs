using System.Reflection;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Where things stand in the repository, as the project file says it.</summary>
internal static class TestPaths
{
    public static string Cases { get; } = Metadata("CaseDirectory");

    public static string Snapshots { get; } = Metadata("SnapshotDirectory");

    /// <summary>Gets the folder of the raw names and signatures.</summary>
    public static string Abi { get; } = Metadata("AbiDirectory");

    /// <summary>Gets the folder of the files that are approved as a user's debugger shows them.</summary>
    public static string Emitted { get; } = Metadata("EmittedDirectory");

    public static string Diagnostics { get; } = Metadata("DiagnosticsDirectory");

    /// <summary>Gets the source of the generator.</summary>
    public static string Generator { get; } = Metadata("GeneratorDirectory");

    /// <summary>Gets the source of the runtime.</summary>
    public static string Runtime { get; } = Metadata("RuntimeDirectory");

    public static string GuestTools { get; } = Metadata("GuestToolsDirectory");

    /// <summary>Gets the compiler of the SDK that built the tests.</summary>
    public static string Compiler { get; } = Metadata("Compiler");

    /// <summary>Gets the folder that has the reference assemblies of .NET, in a folder for each version.</summary>
    public static string ReferencePack { get; } = Metadata("ReferencePack");

    private static string Metadata(string key) => typeof(TestPaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
