using System.Globalization;
using System.IO.Compression;
using Ngixi.Bindgen.Build;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Stubs;

/// <summary>Finds the stubs that a built assembly or a package carries.</summary>
internal static class StubSource
{
    /// <summary>Reads stubs.</summary>
    /// <param name="stated">An assembly, a package's file, or the name of a package that was restored, with or without a version.</param>
    /// <param name="packages">The folder of restored packages.</param>
    /// <returns>The stubs; one at least.</returns>
    public static CarriedStubs Read(string stated, string packages)
    {
        string shown = Printed.Name(stated);
        if (Directory.Exists(stated))
        {
            throw CliException.File($"'{shown}' is a directory.", "Name an assembly in it: bin/Release/net10.0/Contracts.dll");
        }

        if (stated.EndsWith("proj", StringComparison.OrdinalIgnoreCase) || stated.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            throw CliException.File($"'{shown}' is not built.", "Build it, and name the assembly: bin/Release/net10.0/Contracts.dll");
        }

        bool isFile = File.Exists(stated);
        IReadOnlyList<CarriedStubs> found =
            isFile && stated.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) ? OfPackageFile(stated)
            : isFile ? [ReadAssembly(stated)]
            : OfRestored(stated, packages);
        CarriedStubs[] carrying = [.. found.Where(stubs => !stubs.IsEmpty)];
        return carrying.Length switch
        {
            1 => carrying[0],
            0 => throw CliException.File(
                $"'{shown}' carries no stubs.",
                "Name the assembly whose project has the [WasmImport] and [WasmExport] interfaces, built with Ngixi.Bindgen."),
            _ => throw CliException.Usage(
                $"'{shown}' has several assemblies that carry stubs: {string.Join(", ", carrying.Select(stubs => stubs.Assembly))}.",
                "Name one of them by its path."),
        };
    }

    private static CarriedStubs ReadAssembly(string path)
    {
        try
        {
            return GuestStubReader.Read(path);
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            throw CliException.File(
                $"'{Printed.Name(path)}' is no assembly of .NET.", "Name the .dll that the build of a C# project wrote.", exception);
        }
    }

    private static CarriedStubs[] OfPackageFile(string path)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("ngixi-");
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            List<(string File, string Framework)> files = [];
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => IsLibrary(entry.FullName)))
            {
                // Each framework has a folder of its own, and the assembly keeps its name. No name of the archive makes a path.
                string file = Path.Combine(folder.CreateSubdirectory($"{files.Count}").FullName, Path.GetFileName(entry.FullName));
                entry.ExtractToFile(file);
                files.Add((file, FolderOf(entry.FullName)));
            }

            return Newest(files);
        }
        catch (InvalidDataException exception)
        {
            throw CliException.File($"'{Printed.Name(path)}' is no package.", "Name a .nupkg that dotnet pack wrote.", exception);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CarriedStubs[] OfRestored(string stated, string packages)
    {
        string[] parts = stated.Split('@', 2);
        string folder = Path.Combine(packages, parts[0].ToLowerInvariant());
        bool isName = parts[0].Length > 0 && parts[0].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
        string[] versions = isName && Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!)]
            : [];
        string? version = parts.Length == 2
            ? Array.Find(versions, candidate => candidate.Equals(parts[1], StringComparison.OrdinalIgnoreCase))
            : versions.MaxBy(candidate => System.Version.TryParse(candidate.Split('-')[0], out Version? number) ? number : new Version());
        if (version is null)
        {
            string known = versions.Length == 0 ? "" : $" There is {string.Join(", ", versions.Order(StringComparer.Ordinal))}.";
            throw CliException.File(
                $"There is no assembly '{Printed.Name(stated)}', and no restored package of that name.{known}",
                "Build the project and name its .dll, name a .nupkg, or restore a project that references the package.");
        }

        string library = Path.Combine(folder, version, "lib");
        return Directory.Exists(library)
            ? Newest([.. Directory.GetFiles(library, "*.dll", SearchOption.AllDirectories).Select(file => (file, FolderOf(file)))])
            : [];
    }

    // Of one assembly for several frameworks, the last by name is the newest: net10.0 comes after net8.0 by its number.
    private static CarriedStubs[] Newest(IReadOnlyList<(string File, string Framework)> files) =>
    [
        .. files
            .OrderBy(file => NumberOf(file.Framework))
            .Select(file => ReadAssembly(file.File))
            .Where(stubs => !stubs.IsEmpty)
            .GroupBy(stubs => stubs.Assembly)
            .Select(group => group.Last()),
    ];

    private static string FolderOf(string file) => Path.GetFileName(Path.GetDirectoryName(file)) ?? "";

    private static double NumberOf(string framework)
    {
        string digits = new([.. framework
            .SkipWhile(letter => !char.IsAsciiDigit(letter))
            .TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.')]);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;
    }

    private static bool IsLibrary(string name) =>
        name.StartsWith("lib/", StringComparison.Ordinal) && name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
