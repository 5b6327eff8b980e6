using System.Reflection;

namespace Ngixi.Hosting.Health;

/// <summary>The version of this library.</summary>
internal static class ToolkitVersion
{
    public static string Text { get; } =
        typeof(ToolkitVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
