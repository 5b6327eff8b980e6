using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Capabilities;
using Module = Wasmtime.Module;

namespace Ngixi.Wasi.Tests.Support;

/// <summary>
/// Runs guest-c/database.c with SQLite's amalgamation, as it is published. Compiling takes seconds, so that what came of it stays
/// in obj, under the hash of what it is made from.
/// </summary>
internal static class DatabaseProgram
{
    /// <summary>Without optimization: clang takes a tenth of the time, and the engine optimizes all the same.</summary>
    private static readonly string[] Options =
        ["-O0", "-Wno-unused-parameter", "-DSQLITE_THREADSAFE=0", "-DSQLITE_OMIT_LOAD_EXTENSION"];

    private static readonly Lazy<Module> Compiled = new(Compile);

    /// <summary>Gets the engine of the program. Its guests are ended by <see cref="Engine.IncrementEpoch"/>.</summary>
    public static Engine Engine { get; } = new(GuestConfig.Create().WithEpochInterruption(true));

    /// <summary>Runs a command.</summary>
    /// <param name="files">The directory <c>/data</c>.</param>
    /// <param name="line">Is told of each line.</param>
    /// <param name="observer">Observes the imports.</param>
    /// <param name="arguments">The file of the database in <c>/data</c>, and the command.</param>
    /// <returns>The exit code.</returns>
    public static int Run(IGuestFileSystem files, Action<string> line, GuestObserver? observer, params string[] arguments)
    {
        using Linker linker = new(Engine);
        linker.DefineGuestWasi(new GuestWasi(new WasiGrant
        {
            Arguments = ["database", .. arguments],
            Output = WasiOutput.ToLines(line),
            Files = new GuestFiles(new FileGrant
            {
                Mounts =
                [
                    new FileMount("/data", files, isWritable: true),
                    new FileMount("/tmp", new MemoryFileSystem(), isWritable: true),
                ],
            }),
        }));
        using Store store = new(Engine);
        store.SetEpochDeadline(1);
        store.SetGuestOptions(new GuestOptions { Observers = observer is null ? [] : [observer] });
        return linker.Instantiate(store, Compiled.Value).Run();
    }

    private static Module Compile()
    {
        string program = Path.Combine(Metadata("CGuestDirectory"), "database.c");
        string sqlite = Path.Combine(Metadata("GuestToolsDirectory"), "node_modules", "@photostructure", "sqlite", "src", "upstream");
        Assert.True(
            Directory.Exists(sqlite),
            "SQLite's amalgamation is not installed: run 'npm ci' in tests/guest-tools, or ./test.sh, which does it.");
        byte[] made =
        [
            .. File.ReadAllBytes(program), .. File.ReadAllBytes(Path.Combine(sqlite, "sqlite3.c")),
            .. Encoding.UTF8.GetBytes($"{CCompiler.Program} {string.Join(' ', Options)}"),
        ];
        string cached = Path.Combine(Metadata("CacheDirectory"), $"sqlite-{Convert.ToHexStringLower(SHA256.HashData(made))[..16]}.wasm");
        if (!File.Exists(cached))
        {
            using TemporaryFolder folder = new();
            CCompiler.CompileProgram(
                folder.Path, [.. Options, "-isystem", sqlite, program, Path.Combine(sqlite, "sqlite3.c")]).Succeeds();
            File.Copy(folder.At("guest.wasm"), cached, overwrite: true);
        }

        return GuestCompiler.FromBytes(Engine, "database", File.ReadAllBytes(cached));
    }

    private static string Metadata(string key) => typeof(DatabaseProgram).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}
