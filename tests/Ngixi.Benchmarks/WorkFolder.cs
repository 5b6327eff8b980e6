using Ngixi.Benchmarks.Workloads;

namespace Ngixi.Benchmarks;

/// <summary>Where the guests and programs of a run are built: a folder of the build's output.</summary>
internal static class WorkFolder
{
    private static readonly string Root = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "work")).FullName;

    public static string At(string name) => Path.Combine(Root, name);

    /// <summary>Writes a file once for each run.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string name, Func<byte[]> content)
    {
        string path = At(name);
        if (Written.Add(path))
        {
            File.WriteAllBytes(path, content());
        }

        return path;
    }

    /// <summary>Writes what a payload is in the memory of a guest.</summary>
    /// <returns>Its path.</returns>
    public static string Write(Payload payload) => Write($"payload-{payload.Name}.bin", () => payload.Bytes);

    private static readonly HashSet<string> Written = [];
}
