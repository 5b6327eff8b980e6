namespace Ngixi.Testing.Tests.Support;

/// <summary>Guests in files that live as long as the process: rows of theories are listed before any test begins.</summary>
internal static class GuestFile
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("ngixi-testing-").FullName;

    static GuestFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    public static string OfText(string text)
    {
        string path = Path.Combine(Folder, $"{Guid.NewGuid():N}.wasm");
        File.WriteAllBytes(path, Module.ConvertText(text));
        return path;
    }
}
