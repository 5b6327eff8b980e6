namespace Ngixi.Bindgen.Build.Tests;

/// <summary>A guest beside a host, with the packages of this repository's own tests.</summary>
internal static class GuestFiles
{
    public const string Config = """
        {
          "entries": ["assembly/index.ts"],
          "targets": { "debug": { "debug": true }, "release": { "optimizeLevel": 3 } },
          "options": { "exportStart": "_initialize" }
        }
        """;

    public const string Entry = """
        export function run(): i32 {
          return 3;
        }

        """;

    /// <param name="write">Writes a file: its path, and its text.</param>
    /// <param name="folder">The guest's folder.</param>
    /// <param name="root">The folder that both are in.</param>
    public static void Write(Action<string, string> write, string folder, string root)
    {
        write($"{folder}/package.json", """{ "type": "module", "devDependencies": { "assemblyscript": "0.28.20" } }""");
        write($"{folder}/package-lock.json", "{}");
        write($"{folder}/asconfig.json", Config);
        write($"{folder}/assembly/index.ts", Entry);

        // npm would leave a lock file of its own, and so knows that nothing is to be installed.
        write($"{folder}/node_modules/.package-lock.json", "{}");
        foreach (string package in new[] { "assemblyscript", "binaryen", "long" })
        {
            Directory.CreateSymbolicLink(
                Path.Combine(root, folder, "node_modules", package),
                Path.Combine(HostProject.Repository, "tests/guest-tools/node_modules", package));
        }
    }
}
