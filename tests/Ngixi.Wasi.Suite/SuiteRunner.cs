using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;

namespace Ngixi.Wasi.Suite;

/// <summary>Runs tests of the suite, each in files of its own: a copy of what it asks for.</summary>
internal sealed class SuiteRunner(bool inMemory) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Engine engine = new(GuestConfig.Create());
    private readonly string work = Directory.CreateTempSubdirectory("ngixi-wasi-").FullName;

    /// <summary>Runs a test.</summary>
    /// <returns>Why it fails; null when it passes.</returns>
    public string? Run(SuiteTest test)
    {
        using MemoryStream output = new();
        using MemoryStream errors = new();
        DirectoryFileSystem? directory = null;
        try
        {
            FileGrant files = new();
            if (test.Root is { } root)
            {
                IGuestFileSystem content = inMemory ? InMemory(root) : directory = OnDisk(root);
                files = new FileGrant { Mounts = [new FileMount("/", content, isWritable: true)] };
            }

            WasiGrant grant = new()
            {
                Arguments = [test.Name, .. test.Arguments],
                Environment = test.Environment,
                Output = WasiOutput.ToStream(output),
                Error = WasiOutput.ToStream(errors),
                Files = new GuestFiles(files),
            };
            int code = Run(test, grant);
            string written = Encoding.UTF8.GetString(output.ToArray());
            return code != test.ExitCode ? $"exit code {code}, not {test.ExitCode}: {Shown(errors)}"
                : test.Output.Length > 0 && written != test.Output ? $"it wrote \"{written}\""
                : null;
        }
        catch (WasmtimeException exception)
        {
            return $"{exception.InnerException?.Message ?? exception.Message.Split('\n')[0]} {Shown(errors)}";
        }
        finally
        {
            directory?.Dispose();
        }
    }

    public void Dispose()
    {
        engine.Dispose();
        Directory.Delete(work, recursive: true);
    }

    private static string Shown(MemoryStream errors) => Encoding.UTF8.GetString(errors.ToArray()).Trim().Replace('\n', ' ');

    private int Run(SuiteTest test, WasiGrant grant)
    {
        using Linker linker = new(engine);
        linker.DefineGuestWasi(new GuestWasi(grant));
        using Module module = GuestCompiler.FromBytes(engine, test.Name, File.ReadAllBytes(test.Module));
        using Store store = new(engine);
        using GuestCallScope call = store.BeginCall(Longest);
        return linker.Instantiate(store, module).Run();
    }

    private DirectoryFileSystem OnDisk(string root)
    {
        string copy = Path.Combine(work, $"{Guid.NewGuid():N}");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new DirectoryFileSystem(copy);
    }

    private static MemoryFileSystem InMemory(string root)
    {
        MemoryFileSystem memory = new();
        foreach (string file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            memory.WriteFile(Path.GetRelativePath(root, file), File.ReadAllBytes(file));
        }

        return memory;
    }
}
