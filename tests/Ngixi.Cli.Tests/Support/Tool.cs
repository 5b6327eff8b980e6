using System.Reflection;

namespace Ngixi.Cli.Tests.Support;

/// <summary>The built program, for tests in a process of its own.</summary>
internal static class Tool
{
    /// <summary>Gets its assembly, which <c>dotnet</c> runs.</summary>
    public static string Path { get; } = typeof(Tool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Tool").Value!;
}
